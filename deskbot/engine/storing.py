"""What waits at the same moment is stored together: one round trip and one wait for the disk, for several messages.

A commit that sets an alarm waits for every other such commit of the database, as PostgreSQL tells listeners of them in
one order: messages that come faster than the disk are no faster on several connections, but in one transaction. Each is
told of its own only after that. Who comes alone is stored at once, and waits for nobody.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from deskbot.clock import Clock
from deskbot.engine.jobs import turn_of
from deskbot.engine.turns import Turns
from deskbot.errors import UnavailableError
from deskbot.model.message import Arrival
from deskbot.store import inbound
from deskbot.store.database import Connection, Database
from deskbot.tracing import position

WRITERS = 2
"""So many transactions at a time, unless one takes long."""
MOST = 5
"""Messages of one transaction; the turns of so many are decided without a word of each other."""
MOST_BYTES = 1024 * 1024
"""Of the messages of one transaction; what is larger is stored by itself."""
HELD_UP = 0.5
"""Seconds after which the next are stored beside a transaction that takes long: it may wait for a lock."""
TIME_LIMIT = 4.0
"""Seconds until what cannot be stored is given up."""
_GOES = ("08", "57P", "25006")
"""How codes of a server begin that is not there, goes, or comes; and the code of one that takes no writes."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Waiting:
    new: inbound.New
    stored: asyncio.Future[int | None]


class Storing:
    """Stores messages, and keeps the turns of those who write them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Prepare; the turns are shared by all doors of a process."""
        self._database, self._clock, self._turns = database, clock, Turns()
        self._waiting: deque[_Waiting] = deque()
        self._writers = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def store(self, arrival: Arrival) -> int | None:
        """Store a message and commit; return its id, or None where its external id is known already.

        Raises:
            UnavailableError: the database does not take it now.
        """
        one = _Waiting(inbound.New(arrival, position()), asyncio.get_running_loop().create_future())
        self._waiting.append(one)
        if self._writers < WRITERS:
            self._writers += 1
            self._begin(self._write())
        return await one.stored

    async def add(self, connection: Connection, *new: inbound.New) -> list[int | None]:
        """Store messages on a connection; return their ids, None for each that is known already."""
        now = self._clock.now()
        offers = [self._turns.offer(one.arrival.glance, now) for one in new]
        places = [inbound.Places(turn_of(one.known, now), turn_of(one.stranger, now)) for one in offers]
        added = await inbound.add(connection, now, list(zip(new, places, strict=True)))
        for offer, row in zip(offers, added, strict=True):
            if row is not None:
                self._turns.take(offer, row[1], now)
        return [row[0] if row else None for row in added]

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _write(self) -> None:
        """Store what waits until nothing does; between the last look and the end nobody else has a turn."""
        try:
            while some := self._next():
                await asyncio.wait({self._begin(self._store(some))}, timeout=HELD_UP)
        finally:
            self._writers -= 1

    def _next(self) -> list[_Waiting]:
        some: list[_Waiting] = []
        size = 0
        while self._waiting and len(some) < MOST:
            size += len(self._waiting[0].new.arrival.raw)
            if some and size > MOST_BYTES:
                break
            one = self._waiting.popleft()
            if not one.stored.done():
                some.append(one)
        return some

    async def _store(self, some: list[_Waiting]) -> None:
        """Store messages together; where that fails, each by itself, unless the failure concerns them all."""
        try:
            async with asyncio.timeout(TIME_LIMIT):
                await self._commit(some)
        except TimeoutError:
            _fail(some, UnavailableError(f"the database has not answered within {TIME_LIMIT:.0f} s"))
        except Exception as error:
            if len(some) == 1 or _is_away(error):
                _fail(some, error)
                return
            log.debug("stored each by itself", extra={"action": "stored_singly"}, exc_info=True)
            for one in some:
                if not one.stored.done():
                    self._begin(self._store([one]))

    async def _commit(self, some: list[_Waiting]) -> None:
        async with self._database.alone() as connection:
            ids = await self.add(connection, *(one.new for one in some))
        for one, inbound_id in zip(some, ids, strict=True):
            if not one.stored.done():
                one.stored.set_result(inbound_id)


def _is_away(error: Exception) -> bool:
    """Return whether the database cannot be reached, or takes no writes, so that each by itself would hear the same.

    An error that the server names by any other code may be one message's: a lock that it waits for, or what it holds;
    and a disk may have room for a small one yet.
    """
    code = getattr(error.__cause__, "sqlstate", None) or ""
    return isinstance(error, UnavailableError) and (not code or code.startswith(_GOES))


def _fail(some: list[_Waiting], error: Exception) -> None:
    for one in some:
        if not one.stored.done():
            one.stored.set_exception(error)
