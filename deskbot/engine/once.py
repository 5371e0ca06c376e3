"""A command is carried out once, however often it is delivered, and its answer comes in time or is "one moment"."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

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


@asynccontextmanager
async def time_limit() -> AsyncGenerator[None]:
    """Give up what the database does not let be done in time.

    Raises:
        UnavailableError: it took too long.
    """
    try:
        async with asyncio.timeout(TIME_LIMIT):
            yield
    except TimeoutError as error:
        raise UnavailableError(f"the database has not answered within {TIME_LIMIT:.0f} s") from error


async def in_time(doing: Callable[[], Awaitable[T]]) -> T | None:
    """Return what comes of something, or None where the database does not let it be done in time."""
    try:
        async with time_limit():
            return await doing()
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
