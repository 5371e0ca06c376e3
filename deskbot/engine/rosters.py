"""The roster as it is known now: desk.yaml, the overrides that hold, and the calendars as they were read last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from deskbot.desk import Desk
from deskbot.escalation.roster.ical_in import read_calendar
from deskbot.escalation.roster.layers import Booked
from deskbot.escalation.roster.timeline import INSTANT, Roster
from deskbot.store import calendars, overrides
from deskbot.store.database import Session

_DAY = timedelta(days=1)


async def load_roster(session: Session, desk: Desk, start: datetime, end: datetime | None = None) -> Roster:
    """Return all that says who is on call at a moment, or between two.

    Args:
        session: reads within its transaction.
        desk: the desk's policy.
        start: the first moment.
        end: the moment after the last; None is for `start` alone.
    """
    end = end or start + INSTANT
    found = await overrides.holding(session, start, end)
    named = {(layer.calendar, plan.zone) for plan in desk.schedules.values() for layer in plan.layers if layer.calendar}
    booked: dict[tuple[str, str], tuple[Booked, ...]] = {}
    if named:
        staff = tuple(desk.staff.values())
        # Whole days, with one at each side: the reading of a day's calendar is kept for all pages of that day.
        days = (start.astimezone(UTC) - _DAY).date(), (end.astimezone(UTC) + 2 * _DAY).date()
        texts = await calendars.contents(session, [place for place, _ in named])
        for place, zone in named:
            if place in texts:
                booked[place, zone] = read_calendar(texts[place], staff, zone, *days).shifts
    return Roster(desk, found, booked)
