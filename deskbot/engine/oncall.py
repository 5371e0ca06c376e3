"""Who is on call, for whoever looks at the desk."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.rosters import load_roster
from deskbot.escalation.roster.ahead import AHEAD, LevelNow, levels_now
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
