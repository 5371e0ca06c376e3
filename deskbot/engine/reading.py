"""Payloads are read in processes of their own, each with its time and memory: what hangs is killed."""

from __future__ import annotations

import asyncio
import importlib
import logging
import multiprocessing
import resource
import signal
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from types import ModuleType

from pebble import ProcessExpired, ProcessPool

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
"""Seconds beyond `KILL_AFTER` until a pool that neither answers nor kills is taken for broken."""
POOLS = 3
"""Pools that one message may wear out."""
MEMORY_LIMIT = 1024 * 1024 * 1024
"""Bytes of address space of one reading process."""


log = logging.getLogger(__name__)


class UnreadableError(DeskbotError):
    """A payload that cannot be read."""


class CutOffError(UnreadableError):
    """Reading was stopped, or died: the payload may be hostile, or the machine may have been busy."""


class BrokenPoolError(Exception):
    """The pool of reading processes cannot be used any more; nothing is said of the payload."""


@dataclass(frozen=True, slots=True)
class Read:
    """A message as it was read, once for everybody's eyes, and once as it was written."""

    message: Inbound
    """Without secrets: passwords and the like are masked."""
    written: str
    """What the writer wrote anew (`Inbound.reply`), unmasked: the desk's own people may send a secret on purpose."""


class Reader:
    """Reads arrivals in a small pool of processes, each the fork of one that has imported what they read with."""

    def __init__(
        self, *, workers: int = WORKERS, cpu_seconds: float = CPU_SECONDS, kill_after: float = KILL_AFTER
    ) -> None:
        """Prepare the pool; its processes start with the first use."""
        self._cpu_seconds = cpu_seconds
        self._kill_after = kill_after
        self._workers = workers
        self._context = multiprocessing.get_context("forkserver")
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._workers,
            initializer=limit_memory,
            initargs=[MEMORY_LIMIT],
            context=self._context,  # pyright: ignore[reportArgumentType]
        )

    async def warm_up(self, channels: Iterable[str]) -> None:
        """Start the processes and import the channels' reading, so that no message waits for it.

        Before any process of this kind was started: their origin imports it, and who replaces a killed one has it, too.
        """
        packages = [package_of(channel) for channel in channels]
        self._context.set_forkserver_preload([__name__, *packages])
        pool = self._pool
        try:
            async with asyncio.timeout(self._kill_after + STUCK):
                begun = [pool.schedule(import_packages, args=[packages]) for _ in range(self._workers)]
                await asyncio.gather(*map(asyncio.wrap_future, begun))
        except (TimeoutError, ProcessExpired, RuntimeError):
            # One was killed, or froze, as it began: whoever reads next must not wait for it.
            self._replace(pool)

    async def read(self, arrival: Arrival) -> Read:
        """Normalise an arrival, and mask what is confidential in it.

        Raises:
            CutOffError: it took too long, or its process died; it may go well another time.
            UnreadableError: it cannot be read; the text says why.
        """
        for _ in range(POOLS):
            pool = self._pool
            try:
                async with asyncio.timeout(self._kill_after + STUCK):
                    return await self._read(pool, arrival)
            except BrokenPoolError:
                self._replace(pool)
            except TimeoutError:
                self._replace(pool)
                raise CutOffError("the reading processes were stuck and were replaced") from None
        raise CutOffError("the reading processes died again and again")

    async def _read(self, pool: ProcessPool, arrival: Arrival) -> Read:
        try:
            future = pool.schedule(read_arrival, args=[arrival, self._cpu_seconds], timeout=self._kill_after)
        except RuntimeError as error:
            raise BrokenPoolError from error
        try:
            return await asyncio.wrap_future(future)
        except FutureTimeoutError:
            raise CutOffError(f"reading took more than {self._kill_after:g} s and was stopped") from None
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            raise BrokenPoolError from None  # the pool was replaced under us
        except ProcessExpired as error:
            if error.exitcode == -signal.SIGPROF:
                raise CutOffError(f"reading took more than {self._cpu_seconds:g} s of work and was stopped") from None
            raise CutOffError(f"the reading process died (exit code {error.exitcode})") from None
        except MemoryError:
            raise CutOffError("reading took too much memory and was stopped") from None
        except Exception as error:
            if not pool.active:
                raise BrokenPoolError from error
            # Whatever a parser raises on hostile input, the mail is kept.
            raise UnreadableError(f"cannot be read: {type(error).__name__}: {error}"[:500]) from error

    def _replace(self, broken: ProcessPool) -> None:
        """Put a new pool in the place of one that is broken for good, as it is when an idle process was killed."""
        if self._pool is not broken:
            return
        log.error("the reading processes are replaced", extra={"action": "readers_replaced"})
        self._pool = self._new_pool()
        broken.stop()
        threading.Thread(target=broken.join, daemon=True).start()

    def close(self) -> None:
        """Stop the processes, whatever they do."""
        self._pool.stop()
        self._pool.join()


def limit_memory(limit: int) -> None:
    """Bound this process's address space, where the system can."""
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def package_of(channel: str) -> str:
    """Return the name of a channel's package."""
    return f"deskbot.channels.{channel}"


def import_packages(names: Sequence[str]) -> None:
    """Import some packages; runs in a reading process."""
    for name in names:
        importlib.import_module(name)


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
