"""Calls that nobody here heard of, as the database or all of deskbot was away: the carrier is asked for them later."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.engine.phone_in import PhoneIn
from deskbot.model.phone import SPOKEN, PastCall
from deskbot.store import calls_asked, duties
from deskbot.store.channel_state import StoredState
from deskbot.store.database import Database, Session

EVERY = 300.0
"""Seconds between two questions."""
ASKED_BY_ONE = timedelta(seconds=0.9 * EVERY)
"""For so long nobody else asks; then whoever's turn comes first."""
LONGEST_CALL = timedelta(hours=4)
"""After which the carrier ends a call: one that began so long before the last question may have ended since."""
FARTHEST = timedelta(days=2)
"""How far we look back at most."""
ON_THE_WAY = timedelta(minutes=2)
"""So long after its end the carrier's own reports of a call may still be on their way."""

Remembered = Callable[[datetime], Awaitable[tuple[Sequence[PastCall], bool]]]
"""Returns the calls since a moment that are over, and whether these are all: no carrier has failed to answer."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MissedCalls:
    """Asks the carrier for calls, and makes up for what was missed of them."""

    database: Database
    clock: Clock
    phone_in: PhoneIn
    numbers: frozenset[str]
    """Those on which deskbot takes calls."""
    remembered: Remembered
    holder: str = field(default_factory=duties.this_process)

    async def look(self) -> None:
        """Ask once, where no other process has of late. What could not be noted is asked for again."""
        state = StoredState(self.database, SPOKEN, self.clock, self.holder)
        if not self.numbers or not await state.hold("missed calls", ASKED_BY_ONE):
            return
        now = self.clock.now()
        async with self.database.begin() as session:
            asked = {number: await self._asked(session, number, now) for number in sorted(self.numbers)}
        since = min(max(first, last - LONGEST_CALL) for first, last in asked.values())
        found, whole = await self.remembered(max(since, now - FARTHEST))
        for past in found:
            first, _ = asked.get(past.ring.called, (now, now))
            ours = past.began >= first and past.ended <= now - ON_THE_WAY
            if ours and not await self._made_up_for(past):
                return
        if not whole:
            log.warning("a carrier cannot be asked for missed calls", extra={"action": "missed_calls_unknown"})
            await state.note_look("no answer that can be read")
            return
        async with self.database.begin() as session:
            for number, (first, _) in asked.items():
                await calls_asked.put(session, number, first, now)
        await state.note_look()

    async def _made_up_for(self, past: PastCall) -> bool:
        """Take in what was missed of a call; False where the database is away."""
        try:
            return await self.phone_in.make_up_for(past)
        except Exception:  # it is tried again with the next question, and keeps no other caller waiting
            log.exception("a missed call could not be taken in", extra={"action": "missed_call_failed"})
            return True

    @staticmethod
    async def _asked(session: Session, number: str, now: datetime) -> tuple[datetime, datetime]:
        """Return since when a number is deskbot's, and when it was asked for last."""
        known = await calls_asked.get(session, number)
        if known is None:
            # Noted before the carrier answers: from now on a call to it is ours.
            await calls_asked.put(session, number, now, now)
        return known or (now, now)
