"""A command is carried out once, however often it is delivered, and its answer comes in time or is "one moment"."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from deskbot.clock import Clock
from deskbot.errors import UnavailableError
from deskbot.model.command import Answer, Command
from deskbot.store import pages
from deskbot.store.database import Database, Session

TIME_LIMIT = 5.0
"""Seconds until an interaction that cannot be done is answered "one moment"; the carrier itself waits 15."""

ONE_MOMENT = Answer("One moment, please.", done=False, later=True)

T = TypeVar("T")
Do = Callable[[Session, Command], Awaitable[Answer]]


_given_up: set[asyncio.Future[Any]] = set()


async def within_limit(doing: Callable[[], Awaitable[T]], seconds: float | None = None) -> T:
    """Return what comes of something; give up what the database does not let be done in time.

    It ends in its own time then: the driver gives a silent server ten seconds to take a question back, by when
    the carrier would have hung up on whoever is on the phone.

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


class _DoneMeanwhileError(UnavailableError):
    """Somebody else has just carried out the very same command."""


@dataclass(frozen=True, slots=True)
class Once:
    """Carries commands out."""

    database: Database
    clock: Clock

    async def carry_out(self, command: Command, do: Do) -> Answer:
        """Carry a command out in one transaction with the record of its answer.

        When it cannot be done in time the answer is "one moment", and the same command asks again.
        """
        return await in_time(lambda: self._once(command, do)) or ONE_MOMENT

    async def _once(self, command: Command, do: Do) -> Answer:
        try:
            return await self._one(command, do)
        except _DoneMeanwhileError:
            return await self._one(command, do)  # which finds the other one's answer

    async def _one(self, command: Command, do: Do) -> Answer:
        async with self.database.begin() as session:
            before = await pages.answered_before(session, command)
            if before is not None:
                return before
            answer = await do(session, command)
            if not await pages.keep_answer(session, command, answer, self.clock.now()):
                # A double click, or the same webhook twice: undo ours, take theirs.
                raise _DoneMeanwhileError
            return answer
