"""Time that counts: business hours added to a moment, and counted between two. Pure.

Hours mean what they mean for a schedule's layer (`roster.restrictions`): on the wall clock of their zone, through every
change of the clocks, and not during holidays. `None` stands for every hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from deskbot.desk.promises import BusinessHours
from deskbot.escalation.hours import ONE_DAY, moment
from deskbot.escalation.roster.restrictions import allowed
from deskbot.escalation.roster.spans import Span, common, outside, united

_AT_ONCE = timedelta(days=28)
"""How far hours are looked at in one go."""
FARTHEST = timedelta(days=366 * 60)
"""How far hours are looked for: the longest target, on one hour a week, ends before. One on less ends then."""


def after(hours: BusinessHours | None, start: datetime, span: timedelta) -> datetime:
    """Return the moment, in UTC, until which so much time has counted since another.

    Nothing has counted by `start`: from a moment outside of the hours on it is their next begin that counts, and what
    ends with the hours of one day ends then, and not when the next day's begin.

    Args:
        hours: the time that counts.
        start: when it begins.
        span: how much of it; not below zero.
    """
    start = start.astimezone(UTC)
    if hours is None or not span:
        return start + span
    left = span
    for stretch in _open(hours, start, start + FARTHEST):
        if left <= stretch.end - stretch.start:
            return stretch.start + left
        left -= stretch.end - stretch.start
    return start + FARTHEST


def between(hours: BusinessHours | None, start: datetime, end: datetime) -> timedelta:
    """Return how much time has counted from one moment to another; none where the other comes first."""
    if end <= start:
        return timedelta()
    if hours is None:
        return end - start
    return sum((stretch.end - stretch.start for stretch in _open(hours, start, end)), timedelta())


def counts(hours: BusinessHours | None, now: datetime) -> bool:
    """Return whether time counts at a moment."""
    return bool(between(hours, now, now + timedelta(microseconds=1)))


def _open(hours: BusinessHours, start: datetime, end: datetime) -> Iterator[Span]:
    """Yield the stretches that count between two moments, in order and cut to them."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    schedule = hours.schedule
    while start < end:
        within = Span(start, min(start + _AT_ONCE, end))
        found = allowed(schedule.layers[0], schedule, within)
        yield from common(found, outside(within, _closed(hours))) if hours.closed else common(found, [within])
        start = within.end


def _closed(hours: BusinessHours) -> list[Span]:
    """Return the other days that do not count, each from midnight to midnight."""
    tz = hours.schedule.tz
    return united(Span(moment(day, time(0), tz), moment(day + ONE_DAY, time(0), tz)) for day in hours.closed)
