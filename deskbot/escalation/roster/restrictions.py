"""When a layer may have somebody on at all: its begin and end, hours of the week, public holidays. Pure.

A wall time that comes twice, or never, counts as `escalation.hours` says: a stretch begins with the first coming and
ends with the last, so that two which join on the clock overlap for that hour and leave no gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from deskbot.desk.public_holidays import holiday
from deskbot.desk.roster import Layer, OnHolidays, Schedule, WeekSpan
from deskbot.escalation.hours import ONE_DAY, moment
from deskbot.escalation.roster.spans import Span, common, outside, united

_LONGEST = 7
"""Days that a weekly stretch can last."""


def allowed(layer: Layer, schedule: Schedule, within: Span) -> list[Span]:
    """Return the parts of a span in which a layer may have somebody on, in order."""
    begin, end = bounds(layer, schedule)
    found = united([Span(max(within.start, begin or within.start), min(within.end, end or within.end))])
    if found and layer.only:
        found = common(found, hours_of_week(layer, schedule, within))
    if found and layer.on_holidays:
        days = united(span for span, _ in holidays(schedule, within))
        found = common(found, days if layer.on_holidays is OnHolidays.ONLY else outside(within, days))
    return found


def bounds(layer: Layer, schedule: Schedule) -> tuple[datetime | None, datetime | None]:
    """Return when a layer begins and ends; None where it does not."""
    begin, end = (day and moment(day, layer.starts_at, schedule.tz) for day in (layer.start, layer.end))
    return begin, end


def hours_of_week(layer: Layer, schedule: Schedule, within: Span) -> list[Span]:
    """Return the weekly stretches of a layer's restriction around a span, in order and joined."""
    return united(
        _stretch(week, day, schedule)
        for day in _days(schedule, within, before=_LONGEST)
        for week in layer.only
        if day.weekday() == week.weekday
    )


def holidays(schedule: Schedule, within: Span) -> Iterator[tuple[Span, str]]:
    """Yield the holidays around a span, in order, each with its name."""
    if schedule.holidays is None:
        return
    for day in _days(schedule, within, before=0):
        name = holiday(schedule.holidays.country, schedule.holidays.region, day)
        if name:
            begin, end = (moment(one, time(0), schedule.tz) for one in (day, day + ONE_DAY))
            yield Span(begin, end), name


def _stretch(week: WeekSpan, day: date, schedule: Schedule) -> Span:
    end = moment(day + timedelta(days=week.days), week.ends, schedule.tz, last=True)
    return Span(moment(day, week.begins, schedule.tz), end)


def _days(schedule: Schedule, within: Span, *, before: int) -> Iterator[date]:
    """Yield the dates of a span, with one more at each side and some before: a clock may show a day again."""
    first, last = (end.astimezone(UTC).astimezone(schedule.tz).date() for end in within)
    day = first - (before + 1) * ONE_DAY
    while day <= last + ONE_DAY:
        yield day
        day += ONE_DAY
