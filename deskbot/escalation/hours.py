"""Support hours, and the one rule by which a time on a wall clock becomes a moment. Pure.

A wall time that comes twice (clocks are set back) begins things at its first coming and ends them at its
last; one that never comes (clocks are set forward) counts by the offset before the change: 02:30 is 03:30.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from deskbot.desk import SupportHours

ONE_DAY = timedelta(days=1)


def moment(day: date, at: time, zone: tzinfo, *, last: bool = False) -> datetime:
    """Return when a zone's wall clock shows a time of a day.

    Args:
        day: the date on that wall clock.
        at: the time on that wall clock.
        zone: whose wall clock it is.
        last: of a time that comes twice, take the second coming.

    Returns:
        The moment in UTC.
    """
    wall = datetime.combine(day, at, tzinfo=zone)
    first = wall.replace(fold=0).astimezone(UTC)
    # In a gap, fold=1 lies before fold=0: the later of both is right there too.
    return max(first, wall.replace(fold=1).astimezone(UTC)) if last else first


def next_support_opening(hours: SupportHours | None, now: datetime) -> datetime:
    """Return when support is open next, in UTC: `now` while it is open, else the begin of the next hours.

    Hours include their begin, not their end; None is round the clock.
    """
    now = now.astimezone(UTC)
    if hours is None:
        return now
    today = now.astimezone(hours.tz).date()
    # From yesterday on, as hours may end behind a midnight that came twice; the rest has every weekday.
    for ahead in range(-1, 9):
        day = today + ahead * ONE_DAY
        if day.weekday() in hours.days:
            begin, end = _span(hours, day)
            if now < end:
                return max(now, begin)
    raise AssertionError("support hours have no day")


def _span(hours: SupportHours, day: date) -> tuple[datetime, datetime]:
    last_day = day + ONE_DAY if hours.closes == time(0) else day
    begin = moment(day, hours.opens, hours.tz)
    return begin, moment(last_day, hours.closes, hours.tz, last=True)
