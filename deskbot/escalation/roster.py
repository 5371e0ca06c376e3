"""Who is on call: a schedule and a moment go in, a shift comes out. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from deskbot.desk import Desk, Handoff, Rotation, Schedule
from deskbot.escalation.hours import moment

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """The people who are on call together, and from when until when. Moments are in UTC."""

    people: tuple[str, ...]
    """Keys of responders; empty before the schedule starts."""
    start: datetime | None = None
    """None where it has no begin: a schedule that has not started yet, or never had a start."""
    end: datetime | None = None
    """The next shift's start; None where no end is known."""


def on_call(desk: Desk, schedule: str, now: datetime) -> tuple[str, ...]:
    """Return the keys of the responders on call at `now`; nobody before the schedule's start.

    Args:
        desk: the desk's policy.
        schedule: a schedule's key.
        now: any moment with a time zone.
    """
    return shift(desk.schedules[schedule], now).people


def shift(schedule: Schedule, now: datetime) -> Shift:
    """Return the shift at `now`. The moment of a handoff belongs to the shift that it begins."""
    if schedule.rotation is Rotation.WEEKLY and schedule.handoff and schedule.start:
        return _weekly(schedule, schedule.handoff, schedule.start, now)
    return _always(schedule, now)


def _always(schedule: Schedule, now: datetime) -> Shift:
    people = tuple(dict.fromkeys(schedule.people))
    if schedule.start is None:
        return Shift(people)
    start = moment(schedule.start, time(0), schedule.tz)
    return Shift((), None, start) if now < start else Shift(people, start)


def _weekly(schedule: Schedule, handoff: Handoff, start: date, now: datetime) -> Shift:
    last = _last_handoff(schedule, handoff, now)
    turns = (last - start) // WEEK
    if turns < 0:
        return Shift((), None, moment(start, handoff.time, schedule.tz))
    person = schedule.people[turns % len(schedule.people)]
    begin, end = (moment(day, handoff.time, schedule.tz) for day in (last, last + WEEK))
    return Shift((person,), begin, end)


def _last_handoff(schedule: Schedule, handoff: Handoff, now: datetime) -> date:
    """Return the day of the newest handoff that has come.

    Days are counted on the calendar and made moments one by one, so that a week with 167 or 169 hours still
    ends at the same time on the wall clock.
    """
    # Tomorrow is looked at too: a clock set back over midnight shows the day before the handoff again.
    newest = now.astimezone(UTC).astimezone(schedule.tz).date() + timedelta(days=1)
    day = newest - timedelta(days=(newest.weekday() - handoff.weekday) % 7)
    while moment(day, handoff.time, schedule.tz) > now:
        day -= WEEK
    return day
