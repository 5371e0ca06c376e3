"""A command is carried out once, however often it is delivered, and its answer comes in time or is "one moment"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deskbot.clock import Clock
from deskbot.engine.in_time import in_time
from deskbot.errors import UnavailableError
from deskbot.model.command import Answer, Command
from deskbot.store import interactions
from deskbot.store.database import Database, Session

ONE_MOMENT = Answer("One moment, please.", done=False, later=True)

Do = Callable[[Session, Command], Awaitable[Answer]]


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
            before = await interactions.answer_to(session, command)
            if before is not None:
                return before
            answer = await do(session, command)
            if not await interactions.keep(session, command, answer, self.clock.now()):
                # A double click, or the same webhook twice: undo ours, take theirs.
                raise _DoneMeanwhileError
            return answer
