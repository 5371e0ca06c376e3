"""Who is on call, for whoever looks at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.desk.roster import Schedule
from deskbot.engine.rosters import load_roster
from deskbot.escalation.roster.ahead import AHEAD, LevelNow, levels_now
from deskbot.escalation.roster.calendar import Day, days_of, span_of
from deskbot.store.database import Database


@dataclass(frozen=True, slots=True)
class Oncall:
    """Looks."""

    database: Database
    desk: Desk
    clock: Clock

    async def now(self) -> tuple[LevelNow, ...]:
        """Return whom each level would page now, and who comes next.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            roster = await load_roster(session, self.desk, now, now + AHEAD)
        return levels_now(roster, now)

    async def calendar(self, first: date, days: int) -> tuple[tuple[Schedule, tuple[Day, ...]], ...]:
        """Return each schedule with so many of its days.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        span = span_of(self.desk, first, days)
        async with self.database.begin() as session:
            roster = await load_roster(session, self.desk, *span)
        return tuple((plan, days_of(roster, key, first, days)) for key, plan in self.desk.schedules.items())
