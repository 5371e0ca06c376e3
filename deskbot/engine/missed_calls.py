"""Calls that nobody here heard of, as the database or all of deskbot was away: the carrier is asked for them later."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.engine.phone_in import PhoneIn
from deskbot.model.phone import PastCall
from deskbot.store import calls_asked
from deskbot.store.database import Database

EVERY = 300.0
"""Seconds between two questions."""
LONGEST_CALL = timedelta(hours=4)
"""After which the carrier ends a call: one that began so long before the last question may have ended since."""
FARTHEST = timedelta(days=2)
"""How far we look back at most."""
ON_THE_WAY = timedelta(minutes=2)
"""So long after its end the carrier's own reports of a call may still be on their way."""

Remembered = Callable[[datetime], Awaitable[Sequence[PastCall] | None]]
"""Returns the calls since a moment that are over; None where the carrier cannot be asked."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MissedCalls:
    """Asks the carrier for calls, and makes up for what was missed of them."""

    database: Database
    clock: Clock
    phone_in: PhoneIn
    remembered: Remembered

    async def look(self) -> None:
        """Ask once. What was asked for and could not be noted is asked for again."""
        now = self.clock.now()
        async with self.database.begin() as session:
            first, last = await calls_asked.get(session) or (now, now)
        found = await self.remembered(max(first, last - LONGEST_CALL, now - FARTHEST))
        if found is None:
            log.warning("the carrier cannot be asked for missed calls", extra={"action": "missed_calls_unknown"})
            return
        for past in found:
            if past.ended <= now - ON_THE_WAY and not await self.phone_in.make_up_for(past):
                return
        async with self.database.begin() as session:
            await calls_asked.put(session, first, now)
