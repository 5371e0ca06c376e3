"""What stands around a ticket for one person who works on it: their drafts, who else is there, what waits to go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from deskbot.engine.held_answers import LONGEST, Held, HeldAnswers
from deskbot.model.account import Account
from deskbot.store import drafts, held_answers, presences, tickets
from deskbot.store.database import Session

HERE = timedelta(seconds=60)
"""So long after their last sign somebody is still taken to have a ticket before them."""
WRITES = timedelta(seconds=30)
"""So long after their last word somebody is taken to write."""
LATE = timedelta(minutes=1)
"""So long behind an answer its draft may still come."""
ANSWER, NOTE = drafts.ANSWER, drafts.NOTE


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else who has the ticket before them."""

    name: str
    writes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a ticket for one person."""

    held: tuple[Held, ...]
    """Answers that can be taken back."""
    seen_held: int
    """The newest of all that were ever held back: what somebody has seen who sees this."""
    drafts: Mapping[str, str]
    """By their kind."""
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """Keeps drafts, and knows who is at which ticket."""

    held: HeldAnswers

    async def around(self, number: int, account: Account) -> Around:
        """Return what stands around a ticket for somebody, and note that they are there."""
        now = self.held.agents.clock.now()
        async with self.held.agents.database.begin() as session:
            await presences.note(session, number, account.id, now, writes=False)
            kept = await drafts.of(session, number, account.id)
            return Around(
                held=await self.held.waiting(session, number, account),
                seen_held=await held_answers.last(session, number),
                drafts={kind: row.words for kind, row in kept.items()},
                colleagues=await self._others(session, number, account),
            )

    async def here(self, number: int, account: Account, *, writes: bool) -> tuple[Colleague, ...]:
        """Take a sign of somebody who has a ticket before them; return who else has.

        Raises:
            NotFoundError: there is no such ticket.
        """
        async with self.held.agents.database.begin() as session:
            await tickets.get(session, number)
            await presences.note(session, number, account.id, self.held.agents.clock.now(), writes=writes)
            return await self._others(session, number, account)

    async def keep(self, number: int, account: Account, kind: str, words: str) -> None:
        """Keep what somebody has begun to write; empty words are forgotten.

        What they have just sent off is no draft any more: their browser's last word of it may come behind it.
        """
        now = self.held.agents.clock.now()
        async with self.held.agents.database.begin() as session:
            if kind == ANSWER and await held_answers.was_sent(session, number, account.id, words, now - LATE):
                return
            await tickets.get(session, number)
            await drafts.keep(session, number, account.id, kind, words[:LONGEST], now)

    async def _others(self, session: Session, number: int, account: Account) -> tuple[Colleague, ...]:
        now = self.held.agents.clock.now()
        there = await presences.others(session, number, account.id, now - HERE)
        return tuple(Colleague(one.shown, one.wrote_at is not None and one.wrote_at >= now - WRITES) for one in there)
