"""Starting the server: whatever an earlier one left is cleared, then a guard starts it and holds on to it."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from deskbot.store import embedded_guard
from deskbot.store.embedded_binaries import EmbeddedError, Programs, clean_environment, explain_failure
from deskbot.store.embedded_cluster import ensure_cluster, server_command
from deskbot.store.embedded_leftovers import stop_leftovers
from deskbot.store.embedded_locks import let_go, own, take_lock, write_note
from deskbot.store.embedded_places import PORT, Home

_READY_SECONDS = 30.0
# Longer than a guard needs at worst to stop its server.
_GUARD_SECONDS = embedded_guard.FAST_SECONDS + embedded_guard.IMMEDIATE_SECONDS + 7.0
_LOG_LINES = 15


@dataclass(frozen=True)
class GuardedServer:
    """A server's guard, and the leash that must be let go for the guard to stop its server."""

    guard: subprocess.Popen[bytes]
    leash: int

    @property
    def output(self) -> IO[bytes]:
        """What the guard tells its owner."""
        if self.guard.stdout is None:
            raise AssertionError
        return self.guard.stdout

    def stop(self) -> None:
        """Let the guard stop its server and wait for its end; a guard that hangs is killed."""
        let_go(self.leash)
        try:
            self.guard.wait(_GUARD_SECONDS)
        except subprocess.TimeoutExpired:
            self.guard.kill()
            self.guard.wait()
        self.output.close()


def launch(home: Home, programs: Programs, sockets: Path) -> GuardedServer:
    """Clear up after an earlier server, make the cluster if it is missing, and start a server that is ready.

    Args:
        home: where the cluster lies; its owner's lock must be held.
        programs: PostgreSQL's programs.
        sockets: the folder for the server's socket.

    Raises:
        EmbeddedError: an earlier server does not end, or the new one does not start.
    """
    guard_lock = _outwait_guard(home)
    try:
        stop_leftovers(home.cluster, programs.uid)
        ensure_cluster(home, programs, guard_lock)
        _clear_socket(sockets)
        return _start_guard(home, programs, sockets, guard_lock)
    finally:
        # From here on the guard alone holds this lock: it ends when the server has ended.
        let_go(guard_lock)


def _outwait_guard(home: Home) -> int:
    """Take the guard's lock; after an owner's sudden end its guard holds it until the server has stopped."""
    lock = take_lock(home.guard_lock, _GUARD_SECONDS)
    if lock is None:
        pid = home.guard_lock.read_text().strip()
        raise EmbeddedError(
            f"the guard of an earlier server (pid {pid}) has not stopped it within {_GUARD_SECONDS:.0f} s: "
            f"end that process; its lock is {home.guard_lock}"
        )
    return lock


def _clear_socket(sockets: Path) -> None:
    # Like the pid file, a dead server's lock could name a pid that is somebody else's by now.
    for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
        (sockets / name).unlink(missing_ok=True)


def _start_guard(home: Home, programs: Programs, sockets: Path, guard_lock: int) -> GuardedServer:
    embedded_guard.put_aside(home.log)
    log = os.open(home.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    before = os.fstat(log).st_size
    whom = [str(programs.uid), str(programs.gid), str(home.cluster), str(home.log)]
    try:
        guarded = _spawn_guard([*whom, *server_command(home, programs, sockets)], log, guard_lock)
    finally:
        os.close(log)
    try:
        write_note(guard_lock, str(guarded.guard.pid))
        _wait_until_ready(guarded, home, before)
    except BaseException:
        guarded.stop()
        raise
    return guarded


def _spawn_guard(arguments: list[str], log: int, guard_lock: int) -> GuardedServer:
    held, leash = os.pipe()
    own(leash)
    try:
        guard = subprocess.Popen(  # noqa: S603 - our own file, no shell
            [sys.executable, "-I", "-S", embedded_guard.__file__, *arguments],
            stdin=held,
            stdout=subprocess.PIPE,
            stderr=log,
            pass_fds=[guard_lock],
            cwd="/",
            env=clean_environment(),
            # Ctrl-C goes to a terminal's whole process group; the guard must hear of the owner's end only.
            start_new_session=True,
        )
    except OSError as error:
        let_go(leash)
        raise EmbeddedError(f"the guard of the server could not be started: {error}") from error
    finally:
        os.close(held)
    return GuardedServer(guard, leash)


def _wait_until_ready(guarded: GuardedServer, home: Home, before: int) -> None:
    ready, _, _ = select.select([guarded.output], [], [], _READY_SECONDS)
    if not ready:
        raise EmbeddedError(_failure(home, f"no connections accepted after {_READY_SECONDS:.0f} s", before))
    if not os.read(guarded.output.fileno(), len(embedded_guard.READY)):
        raise EmbeddedError(_failure(home, "it ended", before))


def _failure(home: Home, trouble: str, before: int) -> str:
    """Tell of a failed start with what the log says since then; `before` is where the log ended."""
    with home.log.open(errors="replace") as log:
        log.seek(before)
        said = "\n".join(log.read().splitlines()[-_LOG_LINES:])
    return explain_failure("postgres", f"{trouble}; {home.log} says:\n{said}")
