"""The guard: a small process that runs one PostgreSQL server and stops it when its owner ends.

It is run as a script with nothing but the standard library, so that it starts in a moment and still works
while deskbot's own files are being replaced. Standard input is the leash: the owner alone holds its far end,
so end-of-file means that the owner let go or died, however it died. Standard output tells the owner one line,
``ready``; standard error is the server's log.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

FAST_SECONDS = 8.0
"""How long a fast shutdown (end every session, write everything out) may take."""
IMMEDIATE_SECONDS = 5.0
"""How long an immediate shutdown (recover at the next start) may take after that."""
LOG_BYTES = 10 * 1024 * 1024
"""The log is put aside when it has grown beyond this; one older log is kept."""
READY = b"ready\n"

_LEASH = 0
_OWNER = 1
_LOG = 2
_LOOK_SECONDS = 0.02
_LOG_LOOK_SECONDS = 60.0
_AGAIN_SECONDS = 1.0
_READY_LINE = 7


class Guard:
    """One server from its start to its end; a server that ends by itself is started again."""

    def __init__(self, uid: int, gid: int, cluster: Path, log: Path, command: list[str]) -> None:
        self._uid = uid
        self._gid = gid
        self._pid_file = cluster / "postmaster.pid"
        self._log = log
        self._command = command
        self._announced = False
        self._wakeups = _wake_on_signals()

    def run(self) -> int:
        """Run the server until the owner lets go; return the exit code of the guard."""
        while True:
            server = self._start()
            if self._watch(server):
                return 0
            if not self._announced:
                return server.returncode or 1
            # Killed from outside, say for want of memory. The desk must not stay without a database.
            self._say(f"the server ended by itself ({server.returncode}) and is started again")
            if self._owner_left(_AGAIN_SECONDS):
                return 0

    def _start(self) -> subprocess.Popen[bytes]:
        as_root = os.geteuid() == 0
        return subprocess.Popen(  # noqa: S603 - the command comes from our owner, no shell
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=_LOG,
            user=self._uid if as_root else None,
            group=self._gid if as_root else None,
            extra_groups=[] if as_root else None,
        )

    def _watch(self, server: subprocess.Popen[bytes]) -> bool:
        """Wait until the owner left (True, and the server is stopped) or the server ended (False)."""
        while server.poll() is None:
            if self._owner_left(_LOG_LOOK_SECONDS if self._announced else _LOOK_SECONDS):
                self._stop(server)
                return True
            if not self._announced and self._is_ready(server.pid):
                self._announced = True
                with suppress(OSError):
                    os.write(_OWNER, READY)
            put_aside(self._log)
        return False

    def _owner_left(self, seconds: float) -> bool:
        ready, _, _ = select.select([_LEASH, self._wakeups], [], [], seconds)
        if self._wakeups in ready:
            os.read(self._wakeups, 512)
        return _LEASH in ready and not os.read(_LEASH, 1)

    def _is_ready(self, pid: int) -> bool:
        try:
            lines = self._pid_file.read_text().splitlines()
        except OSError:
            return False
        # A file left by a server that was killed says "ready" too, but under another pid.
        return lines[:1] == [str(pid)] and lines[_READY_LINE:] != [] and lines[_READY_LINE].strip() == "ready"

    def _stop(self, server: subprocess.Popen[bytes]) -> None:
        for number, patience in (
            (signal.SIGINT, FAST_SECONDS),
            (signal.SIGQUIT, IMMEDIATE_SECONDS),
            (signal.SIGKILL, None),
        ):
            server.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                server.wait(patience)
                return
            self._say(f"the server did not end within {patience:.0f} s of {number.name}")

    def _say(self, text: str) -> None:
        stamp = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
        os.write(_LOG, f"{stamp} UTC [guard {os.getpid()}] {text}\n".encode())


def put_aside(log: Path) -> None:
    """Keep the log small: copy a large one to ``….1`` and empty it, for the server holds it open."""
    with suppress(OSError):
        if log.stat().st_size > LOG_BYTES:
            shutil.copyfile(log, f"{log}.1")
            os.truncate(log, 0)


def _wake_on_signals() -> int:
    """Return a descriptor that wakes `select` when the server ends.

    The other signals are outlived on purpose: Ctrl-C or a service manager's SIGTERM is meant for the owner,
    who may still need the database to end in good order. Handlers, unlike SIG_IGN, are not inherited by the
    server.
    """
    readable, writable = os.pipe()
    os.set_blocking(readable, False)
    os.set_blocking(writable, False)
    signal.set_wakeup_fd(writable, warn_on_full_buffer=False)
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    return readable


def main(arguments: list[str]) -> int:
    """Run as ``embedded_guard.py UID GID CLUSTER LOG COMMAND…``."""
    uid, gid, cluster, log, *command = arguments
    return Guard(int(uid), int(gid), Path(cluster), Path(log), command).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
