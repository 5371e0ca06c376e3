"""Who is on call, for whoever looks at the desk, or asks by a program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.desk.roster import Schedule
from deskbot.engine.in_time import read_within_limit
from deskbot.engine.rosters import READING, load_roster
from deskbot.escalation.roster.ahead import AHEAD, LevelNow, levels_now
from deskbot.escalation.roster.calendar import Day, days_of, span_of
from deskbot.escalation.roster.deciding import schedule_of
from deskbot.escalation.roster.oncall import shift_at
from deskbot.escalation.roster.timeline import Roster, Shift, shifts
from deskbot.store.database import Database, Session

_AROUND = timedelta(days=40)
"""How far the ends of a shift are looked for."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Oncall:
    """Looks; all of it raises an UnavailableError while the database is away."""

    database: Database
    desk: Desk
    clock: Clock

    async def now(self) -> tuple[LevelNow, ...]:
        """Return whom each level would page now, and who comes next."""
        now = self.clock.now()
        return await self._of_roster(now, now + AHEAD, lambda roster: levels_now(roster, now))

    async def calendar(self, first: date, days: int) -> tuple[tuple[Schedule, tuple[Day, ...]], ...]:
        """Return each schedule with so many of its days."""

        def look(roster: Roster) -> tuple[tuple[Schedule, tuple[Day, ...]], ...]:
            return tuple((plan, days_of(roster, key, first, days)) for key, plan in self.desk.schedules.items())

        return await self._of_roster(*span_of(self.desk, first, days), look)

    async def shifts_now(self) -> Sequence[tuple[Schedule, Shift]]:
        """Return each schedule with the shift of now; nobody's, where a gap is."""
        now = self.clock.now()

        def look(roster: Roster) -> Sequence[tuple[Schedule, Shift]]:
            return [(plan, shift_at(roster, key, now)) for key, plan in self.desk.schedules.items()]

        return await self._of_roster(now - _AROUND, now + _AROUND, look)

    async def shifts(self, schedule: str, start: datetime, end: datetime) -> Sequence[Shift]:
        """Return the shifts of a schedule between two moments; nobody's time is left out.

        Raises:
            OverrideError: there is no such schedule.
        """
        plan = schedule_of(self.desk, schedule)
        return await self._of_roster(start, end, lambda roster: shifts(roster, plan.key, start, end))

    async def _of_roster(self, start: datetime, end: datetime, look: Callable[[Roster], T]) -> T:
        """Return what is found in a roster; beside the loop, as calendars may hold thousands of events."""

        async def load(session: Session) -> Roster:
            return await load_roster(session, self.desk, start, end)

        roster = await read_within_limit(self.database, load)
        return await asyncio.get_running_loop().run_in_executor(READING, look, roster)
