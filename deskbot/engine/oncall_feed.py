"""The shifts of a person or a schedule, for a calendar program that reads them again and again."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.in_time import read_within_limit
from deskbot.engine.rosters import READING, load_roster
from deskbot.escalation.links import Feed
from deskbot.escalation.roster.ical_out import feed_of, feed_span
from deskbot.escalation.roster.timeline import Roster
from deskbot.store.database import Database, Session

DAYS = 90
"""How far ahead a feed goes."""


@dataclass(frozen=True, slots=True)
class OncallFeed:
    """Makes feeds."""

    database: Database
    desk: Desk
    clock: Clock

    async def of(self, feed: Feed) -> str | None:
        """Return a feed's iCalendar text, or None where desk.yaml does not have the person or the schedule any more.

        Raises:
            UnavailableError: the database does not answer in time.
        """
        known = feed.person in self.desk.staff if feed.person else feed.schedule in self.desk.schedules
        if not known:
            return None
        now = self.clock.now()

        async def load(session: Session) -> Roster:
            return await load_roster(session, self.desk, *feed_span(now, DAYS))

        roster = await read_within_limit(self.database, load)

        def write() -> str:
            return feed_of(roster, now, DAYS, schedule=feed.schedule, person=feed.person)

        # Beside the loop, and one at a time: three months of a crowded roster take a while (pages have their process).
        return await asyncio.get_running_loop().run_in_executor(READING, write)
