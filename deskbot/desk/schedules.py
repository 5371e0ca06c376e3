"""The part of `desk.yaml` that says who is on call: schedules, their layers, rotations and restrictions. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from enum import StrEnum

from deskbot.desk import Responder
from deskbot.desk.positions import Section
from deskbot.desk.roster import Handoff, Holidays, Layer, OnHolidays, Rotation, Schedule, WeekSpan
from deskbot.desk.values import (
    WEEKDAYS,
    calendar,
    choice,
    clock_time,
    closing_week_time,
    count,
    country,
    day,
    month_day,
    reference,
    region_of,
    week_time,
    weekday,
    weekdays,
    zone,
)

SCHEDULE_KEYS = ("zone", "layers", "holidays", "gaps")
LAYER_KEYS = ("rotation", "every", "handoff", "start", "end", "people", "only", "on_holidays", "ical")
HANDOFF_KEYS = ("day", "time")
ONLY_KEYS = ("days", "from", "to")
HOLIDAY_KEYS = ("country", "region")

_HANDOFFS = {
    Rotation.HOURLY: 'handoff: {time: "06:00"}',
    Rotation.DAILY: 'handoff: {time: "09:00"}',
    Rotation.WEEKLY: 'handoff: {day: monday, time: "09:00"}',
    Rotation.MONTHLY: 'handoff: {day: 1, time: "09:00"}',
}
"""Each rotation that has a handoff, with an example."""


class Gaps(StrEnum):
    """What times without anybody on call are."""

    TELL = "tell"
    EXPECTED = "expected"


def read_schedules(section: Section, staff: Mapping[str, Responder]) -> dict[str, Schedule]:
    """Read who is on call when."""
    return {
        key: _schedule(key, entry.only(*SCHEDULE_KEYS, *LAYER_KEYS), staff)
        for key, entry in section.sections("schedule")
    }


def _schedule(key: str, entry: Section, staff: Mapping[str, Responder]) -> Schedule:
    holidays = read_holidays(entry)
    if entry.value("layers") is None:
        layers = (_layer(entry, staff, has_holidays=holidays is not None),)
    else:
        for word in entry.keys:
            if word in LAYER_KEYS:
                entry.wrong(word, f' has layers, and "{word}" beside them; put it into one of the layers')
        if entry.empty("layers"):
            entry.wrong("layers", " has no layers; add one, or write its rotation and people without layers")
        layers = tuple(
            _layer(one.only(*LAYER_KEYS), staff, has_holidays=holidays is not None)
            for one in entry.items("layers", f"{entry.called} layer")
        )
    return Schedule(
        key=key,
        zone=entry.must("zone", zone, "", "zone: America/Chicago"),
        layers=layers,
        holidays=holidays,
        gaps_expected=entry.read("gaps", choice(Gaps), Gaps.TELL) is Gaps.EXPECTED,
    )


def read_holidays(entry: Section) -> Holidays | None:
    """Read whose public holidays count."""
    section = entry.section("holidays", f"{entry.called} holidays").only(*HOLIDAY_KEYS)
    code = section.must("country", country, "", "country: US")
    region = section.read("region", region_of(code), "") if code else ""
    return Holidays(code, region) if section.present else None


def _layer(entry: Section, staff: Mapping[str, Responder], *, has_holidays: bool) -> Layer:
    on_holidays = entry.read("on_holidays", choice(OnHolidays), None)
    if on_holidays and not has_holidays:
        entry.wrong("on_holidays", " asks for holidays; say whose on the schedule, like: holidays: {country: US}")
    start, end = entry.read("start", day, None), entry.read("end", day, None)
    if start and end and end <= start:
        entry.wrong("end", f": end {end} is not after start {start}; nobody would ever be on call")
    only = tuple(
        span for one in entry.items("only", f"{entry.called} only") for span in read_spans(one.only(*ONLY_KEYS))
    )
    layer = Layer(start=start, end=end, only=only, on_holidays=on_holidays)
    return _rotation(entry, layer, staff) if entry.value("ical") is None else _calendar(entry, layer)


def _calendar(entry: Section, layer: Layer) -> Layer:
    for word in ("rotation", "every", "handoff", "people"):
        if entry.value(word) is not None:
            entry.wrong(word, f' takes its shifts from a calendar; remove "{word}", or "ical"')
    return replace(layer, calendar=entry.read("ical", calendar, ""))


def _rotation(entry: Section, layer: Layer, staff: Mapping[str, Responder]) -> Layer:
    if entry.empty("people"):
        entry.wrong("people", " has nobody; list keys of the staff, like: people: [ana, ben]")
    rotation = entry.must("rotation", choice(Rotation), None, "rotation: weekly")
    handoff = None
    if rotation is Rotation.ALWAYS:
        for word, article in (("handoff", "a handoff"), ("every", '"every"')):
            if entry.value(word):
                says = f" has {article}, but its rotation is always, everybody all the time; remove one of them"
                entry.wrong(word, says)
    elif rotation:
        handoff = _handoff(entry, rotation)
        _check_start(entry, rotation, layer.start, handoff)
    return replace(
        layer,
        rotation=rotation or Rotation.ALWAYS,
        turns=entry.groups("people", reference("the responder", staff)),
        every=entry.read("every", count(1, 1000), 1),
        handoff=handoff,
    )


def _handoff(entry: Section, rotation: Rotation) -> Handoff | None:
    if entry.value("handoff") is None:
        entry.lacks("handoff", _HANDOFFS[rotation])
    section = entry.section("handoff", f"{entry.called} handoff").only(*HANDOFF_KEYS)
    at: time | None = section.must("time", clock_time, None, 'time: "09:00"')
    if rotation is Rotation.WEEKLY:
        on = section.must("day", weekday, None, "day: monday")
        return None if on is None or at is None else Handoff(time=at, weekday=on)
    if rotation is Rotation.MONTHLY:
        of_month = section.must("day", month_day, None, "day: 1")
        return None if of_month is None or at is None else Handoff(time=at, day=of_month)
    if section.value("day") is not None:
        section.wrong("day", f" has a day, but the rotation is {rotation}; remove it")
    return None if at is None else Handoff(time=at)


def _check_start(entry: Section, rotation: Rotation, start: date | None, handoff: Handoff | None) -> None:
    if entry.value("start") is None:
        entry.lacks("start", "start: 2026-01-05 (the handoff day on which the first person begins)")
    elif start and handoff and handoff.weekday is not None and start.weekday() != handoff.weekday:
        before = start - timedelta(days=(start.weekday() - handoff.weekday) % 7)
        on, handed_over = WEEKDAYS[start.weekday()], WEEKDAYS[handoff.weekday]
        entry.wrong("start", f": start {start} is a {on}, but the handoff is on {handed_over}; take {before}")
    elif start and handoff and rotation is Rotation.MONTHLY and handoff.day:
        right = start.replace(day=min(handoff.day, monthrange(start.year, start.month)[1]))
        if start != right:
            entry.wrong("start", f": start {start} is no day of the handoff; take {right}")


def read_spans(entry: Section) -> Iterable[WeekSpan]:
    """Read the stretches of one restriction; none where it is wrong, and reported."""
    written = [key for key in ("from", "to") if entry.value(key) is not None]
    if not entry.keys:
        entry.wrong("", ' restricts nothing; write it like: {days: [monday..friday], from: "22:00", to: "06:00"}')
    elif len(written) == 1:
        missing = "to" if written == ["from"] else "from"
        entry.lacks(missing, f'{missing}: "06:00"')
    elif not written:
        if entry.empty("days"):
            entry.lacks("days", "days: [saturday, sunday]")
        return [WeekSpan(weekday=one, begins=time(0), days=1, ends=time(0)) for one in _weekdays(entry)]
    begin, end = entry.read("from", week_time, None), entry.read("to", closing_week_time, None)
    if begin is None or end is None:
        return ()
    if entry.value("days") is not None and entry.empty("days"):
        entry.wrong("days", " has an empty list of days; name some, or remove it for every day")
    if (begin.weekday is None) != (end.weekday is None):
        entry.wrong("to", ': "from" and "to" both name a day, or neither does; write them like "friday 17:00"')
    if begin.weekday is not None and end.weekday is not None:
        return _of_week(entry, begin.weekday, begin.time, (end.weekday, end.time), ends_day=end.ends_day)
    over = 1 if end.ends_day or end.time <= begin.time else 0
    days = range(7) if entry.empty("days") else _weekdays(entry)
    return [WeekSpan(weekday=one, begins=begin.time, days=over, ends=end.time) for one in days]


def _weekdays(entry: Section) -> list[int]:
    return sorted(frozenset[int]().union(*entry.each("days", weekdays)))


def _of_week(
    entry: Section, weekday: int, begins: time, until: tuple[int, time], *, ends_day: bool
) -> Iterable[WeekSpan]:
    if entry.value("days") is not None:
        entry.wrong("days", ' has days, and days in "from" and "to" as well; remove one of them')
    last, ends = until
    days = (last - weekday) % 7 + ends_day
    if days == 0 and ends <= begins:
        days = 7
    if (days, ends) == (7, begins):
        entry.wrong("to", " is all of the week, which restricts nothing; remove it")
    return [WeekSpan(weekday=weekday, begins=begins, days=days, ends=ends)]
