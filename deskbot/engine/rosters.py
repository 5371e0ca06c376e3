"""The roster as it is known now: desk.yaml, the overrides that hold, and the calendars as they were read last."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from deskbot.desk import Desk
from deskbot.desk.roster import calendar_name
from deskbot.escalation.hours import ONE_DAY
from deskbot.escalation.roster.ical_in import read_calendar
from deskbot.escalation.roster.layers import Booked
from deskbot.escalation.roster.timeline import INSTANT, Roster
from deskbot.store import calendars, overrides
from deskbot.store.database import Session

READING = ThreadPoolExecutor(1, thread_name_prefix="calendars")
"""Reads calendars: thousands of events take seconds, for which whatever needs none must not wait. One at a time, so
that several pages which ask for the same wait for one reading."""


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
    named = sorted(
        {(layer.calendar, plan.zone) for plan in desk.schedules.values() for layer in plan.layers if layer.calendar}
    )
    if not named:
        return Roster(desk, found)
    loop = asyncio.get_running_loop()
    booked: dict[tuple[str, str], tuple[Booked, ...]] = {}
    problems: list[str] = []
    staff, known = tuple(desk.staff.values()), await calendars.states(session)
    # Whole days, with one at each side: the reading of a day's calendar is kept for all pages of that day.
    days = (start.astimezone(UTC) - ONE_DAY).date(), (end.astimezone(UTC) + 2 * ONE_DAY).date()
    for place, zone in named:
        row, name = known.get(place), calendar_name(place)
        if row is None or row.problem:
            problems.append(f"calendar {name}: {row.problem if row else 'has not been read yet'}")
        if row is not None and row.read_at is not None:
            reading = await loop.run_in_executor(READING, read_calendar, row.content, staff, zone, *days)
            booked[place, zone] = reading.shifts
            problems += [f"calendar {name}: {problem}" for problem in reading.problems]
    return Roster(desk, found, booked, tuple(dict.fromkeys(problems)))
