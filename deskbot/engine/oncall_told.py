"""Who is on call, and for how long: for whoever asks by a program."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.in_time import within_limit
from deskbot.engine.rosters import READING, load_roster
from deskbot.escalation.roster.deciding import schedule_of
from deskbot.escalation.roster.oncall import shift_at
from deskbot.escalation.roster.timeline import Roster, Shift, shifts
from deskbot.model.override import Override
from deskbot.store import overrides
from deskbot.store.database import Database

_AROUND = timedelta(days=40)
"""How far the ends of a shift are looked for."""


@dataclass(frozen=True, slots=True)
class OncallTold:
    """Looks up who is on call. All of it raises an UnavailableError while the database is away."""

    database: Database
    desk: Desk
    clock: Clock

    async def now(self) -> Sequence[tuple[str, Shift]]:
        """Return each schedule with the shift of now; nobody's, where a gap is."""
        now = self.clock.now()

        def look(roster: Roster) -> Sequence[tuple[str, Shift]]:
            return [(key, shift_at(roster, key, now)) for key in self.desk.schedules]

        roster = await self._roster(now - _AROUND, now + _AROUND)
        return await asyncio.get_running_loop().run_in_executor(READING, look, roster)

    async def shifts(self, schedule: str, start: datetime, end: datetime) -> Sequence[Shift]:
        """Return the shifts of a schedule between two moments; nobody's time is left out.

        Raises:
            OverrideError: there is no such schedule.
        """
        schedule_of(self.desk, schedule)
        roster = await self._roster(start, end)
        return await asyncio.get_running_loop().run_in_executor(READING, shifts, roster, schedule, start, end)

    async def overrides(self, *, past: bool) -> Sequence[Override]:
        """Return the overrides that hold now or will; all there ever were where those past are asked for."""

        async def look() -> Sequence[Override]:
            async with self.database.begin() as session:
                return await overrides.listed(session, self.clock.now(), past=past)

        return await within_limit(look)

    async def _roster(self, start: datetime, end: datetime) -> Roster:
        async def load() -> Roster:
            async with self.database.begin() as session:
                return await load_roster(session, self.desk, start, end)

        return await within_limit(load)
