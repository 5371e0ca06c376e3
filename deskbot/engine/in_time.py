"""Whoever waits is answered in time, whatever the database does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from deskbot.errors import UnavailableError
from deskbot.store.database import Database, Session

TIME_LIMIT = 5.0
"""Seconds until an interaction that cannot be done is answered "one moment"; the carrier itself waits 15."""

T = TypeVar("T")

_given_up: set[asyncio.Future[Any]] = set()
"""What ends in its own time: a task that nobody holds may be collected before it has ended."""


async def within_limit(doing: Callable[[], Awaitable[T]], seconds: float | None = None) -> T:
    """Return what comes of something; give up what the database does not let be done in time.

    What is given up ends in its own time: the driver gives a silent server ten seconds to take a question back, by
    when the carrier would have hung up on whoever is on the phone.

    Args:
        doing: what asks the database.
        seconds: how long it is waited for; `TIME_LIMIT` where nothing is said.

    Raises:
        UnavailableError: it took too long.
    """
    limit = TIME_LIMIT if seconds is None else seconds
    task = asyncio.ensure_future(doing())
    try:
        done, _ = await asyncio.wait({task}, timeout=limit)
    except asyncio.CancelledError:
        _give_up(task)
        raise
    if not done:
        _give_up(task)
        raise UnavailableError(f"the database has not answered within {limit:.0f} s")
    return task.result()


async def read_within_limit(database: Database, read: Callable[[Session], Awaitable[T]]) -> T:
    """Return what is read in a transaction of its own.

    Raises:
        UnavailableError: it took too long, or the database is away.
    """

    async def reading() -> T:
        async with database.begin() as session:
            return await read(session)

    return await within_limit(reading)


def _give_up(task: asyncio.Future[Any]) -> None:
    _given_up.add(task)
    task.add_done_callback(_let_go)
    task.cancel()


def _let_go(task: asyncio.Future[Any]) -> None:
    _given_up.discard(task)
    if not task.cancelled():
        task.exception()  # asked for, as nobody else does


async def in_time(doing: Callable[[], Awaitable[T]]) -> T | None:
    """Return what comes of something, or None where the database does not let it be done in time."""
    try:
        return await within_limit(doing)
    except UnavailableError:
        return None
