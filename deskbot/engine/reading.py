"""Payloads are read in processes of their own, each with its time and memory: what hangs is killed."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import multiprocessing
import pickle  # nosec B403 # (both sides are our own processes)
import resource
import signal
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from deskbot.access.confidential import without_secrets
from deskbot.errors import DeskbotError
from deskbot.model.message import Arrival, Inbound

WORKERS = 3
"""Processes that read; one hostile message keeps one of them busy, for `CPU_SECONDS` at most."""
CPU_SECONDS = 5.0
"""Seconds of work that one message may take: its own, so that a busy machine makes no honest message a hostile one."""
KILL_AFTER = 30.0
"""Seconds that one message may take by the clock."""
STUCK = 10.0
"""Seconds in which a process begins, or ends once it was killed; one that takes longer is given up."""
TRIES = 2 * WORKERS
"""Processes that one message may find dead, or that do not begin."""
MEMORY_LIMIT = 1024 * 1024 * 1024
"""Bytes of address space that one reading process may take beyond those that it begins with."""
READY = b"r"
TAKEN = b"t"
LENGTH = 8
"""Octets that say how long is what follows."""


log = logging.getLogger(__name__)


class UnreadableError(DeskbotError):
    """A payload that cannot be read."""


class CutOffError(UnreadableError):
    """Reading was stopped, or died: the payload may be hostile, or the machine may have been busy."""


class DeadError(Exception):
    """A reading process does not begin, or has died idle; nothing is said of the payload."""


@dataclass(frozen=True, slots=True)
class Read:
    """A message as it was read, once for everybody's eyes, and once as it was written."""

    message: Inbound
    """Without secrets: passwords and the like are masked."""
    written: str
    """What the writer wrote anew (`Inbound.reply`), unmasked: the desk's own people may send a secret on purpose."""


class Process(Protocol):
    """A process that reads, as whoever has started it sees it."""

    def kill(self) -> None:
        """End it."""

    async def wait(self) -> int:
        """Return its exit code once it has ended; that of a signal is negative."""
        ...


Start = Callable[[socket.socket], Awaitable[Process | None]]
"""Starts a process that runs `read_for` with the socket; returns None where it cannot any more."""


class Hand:
    """One process that reads, and our end of the line to it."""

    def __init__(self, process: Process, line: socket.socket) -> None:
        """Take over a process that is ready."""
        self.process, self._line = process, line

    async def send(self, asked: Any) -> None:
        """Hand over what is to be read.

        Raises:
            OSError: the process has ended.
        """
        written = pickle.dumps(asked)
        await asyncio.get_running_loop().sock_sendall(self._line, len(written).to_bytes(LENGTH, "big") + written)

    async def receive(self, many: int) -> bytes:
        """Return so many octets.

        Raises:
            OSError: the process has ended.
        """
        found, filled = bytearray(many), 0
        while filled < many:
            come = await asyncio.get_running_loop().sock_recv_into(self._line, memoryview(found)[filled:])
            if not come:
                raise ConnectionResetError("it has ended")
            filled += come
        return bytes(found)

    async def answer(self) -> Any:
        """Return what the process has to say.

        Raises:
            OSError: the process has ended.
        """
        written = await self.receive(int.from_bytes(await self.receive(LENGTH), "big"))
        return pickle.loads(written)  # nosec B301 # noqa: S301  (from a process of our own, as in any pool of Python's)

    async def ended(self) -> int | None:
        """Return the exit code of a process that has ended; None where that is not known in time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STUCK):
                return await self.process.wait()

    def end(self) -> None:
        """End the process, whatever it does."""
        self._line.close()
        self.process.kill()


class Reader:
    """Reads arrivals in a few processes, each the fork of one that has imported what they read with."""

    def __init__(
        self,
        *,
        workers: int = WORKERS,
        cpu_seconds: float = CPU_SECONDS,
        kill_after: float = KILL_AFTER,
        start: Start | None = None,
    ) -> None:
        """Prepare; the processes start with the first use.

        Args:
            workers: so many processes.
            cpu_seconds: seconds of its own work that a message may take.
            kill_after: seconds by the clock that a message may take.
            start: starts a process; by default as a fork of a server that is started for that.
        """
        self._cpu_seconds = cpu_seconds
        self._kill_after = kill_after
        self._workers = workers
        self._context = multiprocessing.get_context("forkserver")
        self._start = start or self._start_by_server
        self._hands: set[Hand] = set()
        self._idle: list[Hand] = []
        self._places = asyncio.Semaphore(workers)

    async def warm_up(self, channels: Iterable[str]) -> None:
        """Start the processes and import the channels' reading, so that no message waits for it.

        Before any process of this kind was started: their origin imports it, and who replaces a killed one has it, too.
        """
        self._context.set_forkserver_preload([__name__, *map(package_of, channels)])
        # One that dies or freezes as it begins is left out: whoever reads next starts another.
        begun = await asyncio.gather(*(self._taken() for _ in range(self._workers)), return_exceptions=True)
        for one in begun:
            if isinstance(one, Hand):
                self._give_back(one)

    async def read(self, arrival: Arrival) -> Read:
        """Normalise an arrival, and mask what is confidential in it.

        Raises:
            CutOffError: it took too long, or its process died; it may go well another time.
            UnreadableError: it cannot be read; the text says why.
        """
        for _ in range(TRIES):
            try:
                hand = await self._taken()
                return await self._read(hand, arrival)
            except DeadError as error:
                log.error("a reading process is replaced: %s", error, extra={"action": "reader_replaced"})  # noqa: TRY400
        raise CutOffError("the reading processes died again and again")

    async def _read(self, hand: Hand, arrival: Arrival) -> Read:
        taken = whole = False
        try:
            async with asyncio.timeout(self._kill_after):
                await hand.send((arrival, self._cpu_seconds))
                taken = bool(await hand.receive(len(TAKEN)))
                answer = await hand.answer()
                whole = True
        except TimeoutError:
            raise CutOffError(f"reading took more than {self._kill_after:g} s and was stopped") from None
        except OSError:
            code = await hand.ended()
            if not taken:
                raise DeadError(f"it had died (exit code {code})") from None
            if code == -signal.SIGPROF:
                raise CutOffError(f"reading took more than {self._cpu_seconds:g} s of work and was stopped") from None
            raise CutOffError(f"the reading process died (exit code {code})") from None
        finally:
            if whole:
                self._give_back(hand)
            else:
                self._lose(hand)
        if isinstance(answer, Read):
            return answer
        if answer is None:
            raise CutOffError("reading took too much memory and was stopped")
        # Whatever a parser raises on hostile input, the mail is kept.
        raise UnreadableError(f"cannot be read: {answer}"[:500])

    async def _taken(self) -> Hand:
        """Return a process that nobody else uses; wait for one where all are busy.

        Raises:
            DeadError: it was to be started, and does not begin.
        """
        await self._places.acquire()
        if self._idle:
            return self._idle.pop()
        try:
            hand = await self._new()
        except BaseException:
            self._places.release()
            raise
        self._hands.add(hand)
        return hand

    async def _new(self) -> Hand:
        try:
            hand = await self._started()
        except (OSError, EOFError) as error:  # no room for a process or a file, or what forks has ended
            raise DeadError(f"it was not started: {error}") from error
        try:
            async with asyncio.timeout(STUCK):
                await hand.receive(len(READY))
        except (OSError, TimeoutError):
            hand.end()
            raise DeadError("it did not begin") from None
        except BaseException:
            hand.end()
            raise
        return hand

    async def _started(self) -> Hand:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)  # noqa: FBT003
        with theirs:
            try:
                process = await self._start(theirs)
                if process is None:
                    self._start = self._start_by_server
                    process = await self._start_by_server(theirs)
                return Hand(process, ours)
            except BaseException:
                ours.close()
                raise

    def _give_back(self, hand: Hand) -> None:
        if hand in self._hands:
            self._idle.append(hand)
        else:  # we were closed meanwhile
            hand.end()
        self._places.release()

    def _lose(self, hand: Hand) -> None:
        hand.end()
        self._hands.discard(hand)
        self._places.release()

    async def _start_by_server(self, line: socket.socket) -> Process:
        process = self._context.Process(target=read_for, args=[line], daemon=True)
        await asyncio.to_thread(process.start)
        return Served(process)

    def close(self) -> None:
        """Stop the processes, whatever they do."""
        for hand in self._hands:
            hand.end()
        self._hands.clear()
        self._idle.clear()


class Served:
    """A process that Python's own server has forked."""

    def __init__(self, process: BaseProcess) -> None:
        """Follow a process that runs."""
        self._process = process

    def kill(self) -> None:
        """End it."""
        self._process.kill()

    async def wait(self) -> int:
        """Return its exit code once it has ended; that of a signal is negative."""
        await asyncio.to_thread(self._process.join, STUCK)
        if self._process.exitcode is None:
            raise TimeoutError
        return self._process.exitcode


def limit_memory(limit: int) -> None:
    """Bound what this process's address space may grow by, in bytes, where the system can."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except FileNotFoundError:
        pages = 0
    most = pages * resource.getpagesize() + limit
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def package_of(channel: str) -> str:
    """Return the name of a channel's package."""
    return f"deskbot.channels.{channel}"


def read_for(line: socket.socket) -> None:
    """Read arrivals for whoever is at the other end of the line until that has gone: the life of a reading process."""
    # Who tells all to stop tells it us, too; we end with the line, as something may be in our hands.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    limit_memory(MEMORY_LIMIT)
    with line, contextlib.suppress(ConnectionError), line.makefile("rb") as come:
        line.sendall(READY)
        while length := come.read(LENGTH):
            written = come.read(int.from_bytes(length, "big"))
            line.sendall(TAKEN)
            answer = _answer(written)
            line.sendall(len(answer).to_bytes(LENGTH, "big") + answer)
            del written, answer


def _answer(written: bytes) -> bytes:
    """Return what is said of an arrival: what was read, what was wrong, or None where memory did not suffice."""
    try:
        return pickle.dumps(read_arrival(*pickle.loads(written)))  # nosec B301 # noqa: S301  (the worker's)
    except MemoryError:
        return pickle.dumps(None)
    except Exception as error:  # noqa: BLE001  (whatever a parser raises on hostile input)
        return pickle.dumps(f"{type(error).__name__}: {error}"[:500])


def read_arrival(arrival: Arrival, cpu_seconds: float) -> Read:
    """Let the arrival's own channel read it; runs in a reading process, which ends when the work takes too long."""
    module = importlib.import_module(package_of(arrival.channel))
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)  # nobody handles its signal, so that it kills
    try:
        return _read(module, arrival)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _read(module: ModuleType, arrival: Arrival) -> Read:
    message: Inbound = module.read(arrival)
    return Read(without_secrets(message), message.reply)
