"""Processes that begin as forks of one that has imported everything, and share with it what none of them changes.

That one, the origin, is forked off before there is a thread, a loop or a connection. It does nothing but fork, and tell
how its forks have ended. Where it has gone, those that run go on, and whoever wants another starts it afresh.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

ANSWERS_WITHIN = 10.0
"""Seconds in which the origin forks; it does nothing else, so that one that takes longer is broken."""
UNKNOWN = -1
"""The exit code of a fork whose end the origin did not live to see."""
LONGEST = 4096


class OriginGoneError(Exception):
    """The origin forks no more."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a fork is to do."""

    role: str
    policy: int
    """An open file, at its beginning."""


class Fork:
    """A running fork; it answers as `asyncio.subprocess.Process` does."""

    def __init__(self, process: int, report: socket.socket) -> None:
        """Follow a process, until it ends.

        Args:
            process: its descriptor (pidfd), which is closed at the end; no other process ever takes its place.
            report: the origin tells on it how the process ended.
        """
        self.returncode: int | None = None
        self._process, self._report = process, report
        self._following = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        try:
            with self._report:
                code = await asyncio.get_running_loop().sock_recv(self._report, 4)
            if not code:
                await _readable(self._process)
            self.returncode = int.from_bytes(code, "big", signed=True) if code else UNKNOWN
        finally:
            os.close(self._process)

    def send_signal(self, number: int) -> None:
        """Send a signal; one that has ended gets none."""
        if not self._following.done():
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._process, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Return its exit code once it has ended; that of a signal is negative."""
        await asyncio.shield(self._following)
        return UNKNOWN if self.returncode is None else self.returncode


class Origin:
    """The process that forks, as seen by whoever wants forks."""

    def __init__(self, pid: int, control: socket.socket) -> None:
        self._pid, self._control = pid, control

    async def fork(self, role: str, stdin: socket.socket, policy: IO[bytes], environment: Mapping[str, str]) -> Fork:
        """Return a new fork.

        Args:
            role: what it is to do.
            stdin: its standard input.
            policy: a file for it.
            environment: its environment; the origin's own counts no more.

        Raises:
            OriginGoneError: there will be no fork, nor any other of this origin.
        """
        if self._pid == 0:
            raise OriginGoneError("it has ended")
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        try:
            with theirs, file_of(json.dumps(dict(environment))) as told:
                descriptors = [theirs.fileno(), stdin.fileno(), policy.fileno(), told.fileno()]
                socket.send_fds(self._control, [role.encode()], descriptors, socket.MSG_DONTWAIT)
            await asyncio.wait_for(_readable(ours.fileno()), ANSWERS_WITHIN)
            _, descriptors, *_ = socket.recv_fds(ours, 1, 1)
            (process,) = descriptors
        except (OSError, ValueError, TimeoutError) as error:
            ours.close()
            self.end()
            raise OriginGoneError(str(error) or type(error).__name__) from error
        return Fork(process, ours)

    def end(self) -> None:
        """End it, whatever it does; its forks go on."""
        if self._pid:
            self._control.close()
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._pid = 0


def begin() -> Origin | Order:
    """Fork the origin off; returns in this process, and once more in each fork, with what that is to do.

    To be called by a process that has imported what its forks need, and has no thread, no loop and no connection yet.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    gc.collect()
    gc.freeze()  # else a collection writes into every object, and nothing is shared any more
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if pid := os.fork():
        theirs.close()
        return Origin(pid, ours)
    # Whatever else is open here, as the way to another origin, is nothing to our forks, and would outlive whose it is.
    os.closerange(3, theirs.fileno())
    os.closerange(theirs.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
    ours.detach()
    return _tend(theirs)


def can_fork() -> bool:
    """Return whether this system has what an origin needs."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


def name_process(name: str) -> None:
    """Let lists of processes show a name, where the system can; its first 15 letters."""
    with contextlib.suppress(OSError):
        Path("/proc/self/comm").write_text(name, encoding="utf-8")


def _tend(control: socket.socket) -> Order:
    """Fork as told, until whoever tells has gone; returns in the forks."""
    name_process("deskbot origin")
    # Our standard input may be what a parent sees us, or one of us, end by.
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    # A terminal or a service manager tells everybody to stop: we do once nobody can want us any more.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    forks: dict[int, tuple[int, socket.socket]] = {}
    while True:
        ready, _, _ = select.select([control.fileno(), *forks], [], [])
        for one in ready:
            if one == control.fileno():
                order = _forked(control, forks)
                if order is not None:
                    return order
            else:
                pid, report = forks.pop(one)
                os.close(one)
                code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                with report, contextlib.suppress(OSError):
                    report.send(code.to_bytes(4, "big", signed=True))


def _forked(control: socket.socket, forks: dict[int, tuple[int, socket.socket]]) -> Order | None:
    role, descriptors, *_ = socket.recv_fds(control, LONGEST, 4)
    if not role:
        leave()
    report, stdin, policy, told = descriptors
    pid = os.fork()
    if pid == 0:
        control.close()
        os.close(report)
        for other, (_, socket_of_other) in forks.items():
            os.close(other)
            socket_of_other.close()
        return _become(role.decode(), stdin, policy, told)
    for descriptor in (stdin, policy, told):
        os.close(descriptor)
    process = os.pidfd_open(pid)
    forks[process] = pid, socket.socket(fileno=report)
    with contextlib.suppress(OSError):  # whoever wanted it has gone; so will it, then
        socket.send_fds(forks[process][1], [b"."], [process])
    return None


def _become(role: str, stdin: int, policy: int, told: int) -> Order:
    """Make a process of its own of the fork that we are."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    name_process(f"deskbot {role}")
    os.dup2(stdin, 0)
    os.close(stdin)
    with open(told, encoding="utf-8") as file:
        environment: dict[str, str] = json.load(file)
    os.environ.clear()
    os.environ.update(environment)
    return Order(role, policy)


def leave() -> NoReturn:
    """End a fork, and leave alone whatever is that of the process that it was forked from."""
    os._exit(0)


async def _readable(descriptor: int) -> None:
    """Return once there is something to read, or the other side has gone."""
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(descriptor, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(descriptor)


@contextmanager
def file_of(text: str) -> Generator[IO[bytes]]:
    """Give a text to a child as a file without a name, at its beginning."""
    with tempfile.TemporaryFile() as file:
        file.write(text.encode())
        file.seek(0)
        yield file
