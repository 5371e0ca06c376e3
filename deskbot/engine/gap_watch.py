"""Once a day the desk is told of times ahead at which nobody will be on call, if something about them is new."""

from __future__ import annotations

from datetime import date, datetime

from deskbot.clock import Clock
from deskbot.engine.mailing import Mailing
from deskbot.engine.rosters import load_roster
from deskbot.escalation.roster.gaps_ahead import SEEN, Gap, gaps_ahead, letter, news
from deskbot.store import gaps_told, outbox
from deskbot.store.database import Database

EVERY = 60.0
"""Seconds between two looks at the clock."""
_HOUR = 8
"""By the desk's zone; from then on somebody reads the letter."""


class GapWatch:
    """Looks at the days ahead, once a day."""

    def __init__(self, database: Database, mailing: Mailing, clock: Clock) -> None:
        """Begin without having looked."""
        self._database, self._mailing, self._clock = database, mailing, clock
        self._looked: date | None = None

    async def look(self) -> None:
        """Write to the desk where a gap has opened or closed since it was told; at most one letter a day."""
        now, desk = self._clock.now(), self._mailing.desk
        local = now.astimezone(desk.tz)
        if not desk.notify or local.hour < _HOUR or self._looked == local.date():
            return
        key = f"gaps:{local:%Y-%m-%d}"
        async with self._database.begin() as session:
            # Several machines look; the key lets one letter of the day go out.
            if await outbox.written_at(session, key) is None:
                roster = await load_roster(session, desk, now - SEEN, now + SEEN)
                found = gaps_ahead(roster, now)
                told = [
                    Gap(schedule, datetime.fromisoformat(start), datetime.fromisoformat(end))
                    for schedule, start, end in await gaps_told.get(session)
                ]
                new = news(told, found, now)
                if new.opened or new.closed:
                    await self._mailing.to_desk(session, key, *letter(desk, found, new, now), now)
                    known = [[gap.schedule, gap.start.isoformat(), gap.end.isoformat()] for gap in found]
                    await gaps_told.put(session, known)
        self._looked = local.date()
