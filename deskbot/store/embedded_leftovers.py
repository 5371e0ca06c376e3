"""Servers whose owner and guard are both gone: proven to be ours, then stopped before another is started."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from deskbot.store.embedded_binaries import EmbeddedError
from deskbot.store.embedded_guard import FAST_SECONDS, IMMEDIATE_SECONDS

_KILL_SECONDS = 5.0
_LOOK_SECONDS = 0.02
_PROC = Path("/proc")
_PROGRAM = "postgres"


def stop_leftovers(cluster: Path, uid: int) -> None:
    """Stop whatever still runs on a cluster; call only as its owner, with no guard left.

    A process is touched only when it runs under the server's user, is a ``postgres``, and works in this very
    folder. A pid in a file alone proves nothing: after a restart of the machine it may be anybody's.

    Args:
        cluster: the folder of the cluster.
        uid: the user id under which its server runs.

    Raises:
        EmbeddedError: something did not end even when it was killed.
    """
    postmaster = noted_pid(cluster)
    running = running_servers(cluster, uid)
    # Only the postmaster takes SIGINT for a shutdown; in a session it would only end the statement.
    if postmaster in running:
        running = _end({postmaster}, signal.SIGINT, FAST_SECONDS, cluster, uid)
    running = _end(running, signal.SIGQUIT, IMMEDIATE_SECONDS, cluster, uid)
    running = _end(running, signal.SIGKILL, _KILL_SECONDS, cluster, uid)
    if running:
        raise EmbeddedError(f"the processes {sorted(running)} of an earlier server in {cluster} do not end")
    _drop_misleading_pid_file(cluster, postmaster)


def running_servers(cluster: Path, uid: int) -> set[int]:
    """Return the pids of all processes that are provably part of a server on this cluster."""
    if _PROC.joinpath("self", "stat").exists():
        pids = {int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit()}
        return {pid for pid in pids if _proven_by_proc(pid, cluster, uid)}
    pid = noted_pid(cluster)
    return {pid} if pid and _proven_by_ps(pid, cluster, uid) else set()


def noted_pid(cluster: Path) -> int | None:
    """Return the pid that the cluster's last server left in its folder, if any."""
    try:
        first = (cluster / "postmaster.pid").read_text().partition("\n")[0]
    except OSError:
        return None
    # In the first moments, and in single-user mode, PostgreSQL notes the pid with a minus.
    return abs(int(first)) if first.lstrip("-").isdigit() else None


def _proven_by_proc(pid: int, cluster: Path, uid: int) -> bool:
    process = _PROC / str(pid)
    try:
        if process.stat().st_uid != uid or process.joinpath("comm").read_text().strip() != _PROGRAM:
            return False
        if _state(process) == "Z":
            return False
        command = process.joinpath("cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    try:
        return process.joinpath("cwd").samefile(cluster)
    except PermissionError:
        # Root in a container may not look there. The command line, under a user id of ours, is proof enough.
        return command[1:3] == [b"-D", os.fsencode(cluster)]
    except OSError:
        return False


def _state(process: Path) -> str:
    # The name before it is in parentheses and may hold anything.
    return process.joinpath("stat").read_text().rpartition(")")[2].split()[0]


def _proven_by_ps(pid: int, cluster: Path, uid: int) -> bool:
    done = subprocess.run(  # noqa: S603 - no shell, no outside text
        ["/bin/ps", "-ww", "-o", "uid=", "-o", "command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    owner, _, command = done.stdout.strip().partition(" ")
    return owner == str(uid) and f"/{_PROGRAM} -D {cluster} " in command


def _end(pids: set[int], number: signal.Signals, patience: float, cluster: Path, uid: int) -> set[int]:
    """Send a signal and wait until nothing runs on the cluster; return what still runs after `patience`."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
    deadline = time.monotonic() + patience
    while pids and (pids := running_servers(cluster, uid)) and time.monotonic() < deadline:
        time.sleep(_LOOK_SECONDS)
    return pids


def _drop_misleading_pid_file(cluster: Path, pid: int | None) -> None:
    """Remove a dead server's pid file when its pid is now another program's.

    PostgreSQL would take that program for a living server and refuse to start.
    """
    if pid is None:
        return
    with suppress(OSError):
        if _PROC.joinpath(str(pid), "comm").read_text().strip() != _PROGRAM:
            (cluster / "postmaster.pid").unlink()
