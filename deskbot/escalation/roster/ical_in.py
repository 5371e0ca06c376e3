"""From the text of an iCalendar to shifts: who is booked, repeated events too. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event
from icalendar.prop import vDDDTypes

from deskbot.desk import Responder
from deskbot.errors import did_you_mean
from deskbot.escalation.hours import ONE_DAY, moment
from deskbot.escalation.roster.ical_bounds import cut, endless
from deskbot.escalation.roster.layers import Booked
from deskbot.escalation.roster.spans import Span

_BETWEEN_NAMES = re.compile(r"\s?(?:[,;/&+\n]|\band\b)\s?")  # of a title whose spaces are single ones
UNREADABLE = (ValueError, TypeError, IndexError, KeyError, AttributeError, ArithmeticError, RecursionError)
"""What the readers of calendars raise for what somebody else has written."""
_MOST_EVENTS = 20_000
"""Shifts of one calendar in one span; a rule that repeats every second would have more."""
_MOST_REPEATED = 1000
"""Events of one calendar that repeat: each costs milliseconds, and a page waits until all have been followed."""


class CalendarReading(NamedTuple):
    """What a calendar says of a span of time."""

    shifts: tuple[Booked, ...]
    problems: tuple[str, ...]
    """Each event that names nobody of the staff, and whatever else cannot be read."""


@lru_cache(maxsize=64)
def read_calendar(text: str, staff: tuple[Responder, ...], zone: str, start: date, end: date) -> CalendarReading:
    """Read the shifts of a span of days; the same text is read once.

    Args:
        text: the iCalendar.
        staff: everybody whom an event can name: by key, name or mail address.
        zone: IANA name; in it whole days begin, and times that carry no zone are read.
        start: the first day, by UTC.
        end: the day after the last.
    """
    within = (datetime.combine(day, time(0), tzinfo=UTC) for day in (start, end))
    try:
        calendar = Calendar.from_ical(text)
    except UNREADABLE as error:
        return CalendarReading((), (f"it is no iCalendar that can be read ({type(error).__name__}: {error})",))
    problems: dict[str, None] = {}
    zones = _unknown_zones(calendar)
    events = _events(calendar, tuple(within), problems)
    if len(events) > _MOST_EVENTS:
        return CalendarReading((), (f"it has more than {_MOST_EVENTS} shifts from {start} to {end}",))
    known = _names(staff)
    shifts: list[Booked] = []
    for event in events:
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        span = _span(event, ZoneInfo(zone))
        written = list(_written(event))
        people = tuple(dict.fromkeys(known[name] for name in written if name in known))
        if span and people:
            shifts.append(Booked(span, people))
            problems |= dict.fromkeys(_doubts(event, written, known, zones))
        else:
            problems[_told(event, written, known, span)] = None
    return CalendarReading(tuple(sorted(shifts)), tuple(problems))


def unfit(text: str) -> str:
    """Return what a text holds, where it is no calendar that is taken: half of one, a page to sign in; else nothing."""
    no_calendar = "what is no iCalendar that can be read"
    if "\0" in text or not text.rstrip().upper().endswith("END:VCALENDAR"):
        return no_calendar
    try:
        calendar = Calendar.from_ical(text)
    except UNREADABLE:
        return no_calendar
    if calendar.name != "VCALENDAR":
        return no_calendar
    repeated = sum("RRULE" in event for event in calendar.walk("VEVENT"))
    return f"{repeated} events that repeat, and {_MOST_REPEATED} can be read" if repeated > _MOST_REPEATED else ""


def _events(calendar: Calendar, within: tuple[datetime, ...], problems: dict[str, None]) -> list[Any]:
    """Return the events of a span of time, repeated ones each time; note those that cannot be read."""
    readable: list[Any] = []
    series: dict[str, list[Any]] = {}
    for part in calendar.subcomponents:
        if isinstance(part, Event) and endless(part):
            problems[f"{_called(part)} repeats as no shift does, and is left out"] = None
            continue
        readable.append(part)
        if isinstance(part, Event):
            cut(part)
            series.setdefault(str(part.get("UID", "")), []).append(part)
    calendar.subcomponents = readable
    try:
        return list(recurring_ical_events.of(calendar).between(*within))
    except UNREADABLE:
        return _one_by_one(calendar, series.values(), within, problems)


def _one_by_one(
    calendar: Calendar, series: Iterable[list[Any]], within: tuple[datetime, ...], problems: dict[str, None]
) -> list[Any]:
    """Return the same, each series by itself: what cannot be read of one must not take the others' shifts along."""
    others = [part for part in calendar.subcomponents if not isinstance(part, Event)]
    found: list[Any] = []
    for parts in series:
        calendar.subcomponents = [*others, *parts]
        try:
            found += recurring_ical_events.of(calendar).between(*within)
        except UNREADABLE as error:
            problems[f"{_called(parts[0])} cannot be read ({type(error).__name__}: {error})"] = None
    return found


def _names(staff: Iterable[Responder]) -> dict[str, str]:
    return {
        written.casefold(): person.key
        for person in staff
        for written in (person.mail, person.name, person.key)
        if written
    }


def _written(event: Event) -> Iterator[str]:
    """Yield everybody whom an event names, in lower case."""
    summary = " ".join(str(event.get("SUMMARY", "")).split()).casefold()
    for title in dict.fromkeys((summary, summary.rpartition(":")[2].strip())):
        yield title
        yield from filter(None, _BETWEEN_NAMES.split(title))
    attendees: Any = event.get("ATTENDEE", [])
    for one in attendees if isinstance(attendees, list) else [attendees]:
        if str(one.params.get("PARTSTAT", "")).upper() != "DECLINED":
            yield str(one).casefold().removeprefix("mailto:")


def _span(event: Event, zone: tzinfo) -> Span | None:
    begin, end = (event.get(name) for name in ("DTSTART", "DTEND"))
    if begin is None:
        return None
    start: date | datetime = begin.dt
    if end is not None:
        until: date | datetime = end.dt
    elif (duration := event.get("DURATION")) is not None:
        until = start + duration.dt
    else:
        until = start + (timedelta(0) if isinstance(start, datetime) else ONE_DAY)
    found = Span(_moment(start, zone), _moment(until, zone))
    return found if found.start < found.end else None


def _moment(at: date | datetime, zone: tzinfo) -> datetime:
    if not isinstance(at, datetime):
        return moment(at, time(0), zone)
    return at.astimezone(UTC) if at.tzinfo else moment(at.date(), at.time(), zone)


def _doubts(event: Event, written: Iterable[str], known: Mapping[str, str], zones: Mapping[str, str]) -> Iterator[str]:
    """Yield what is doubtful of an event that is a shift: somebody who is left out, and hours that may be others."""
    for name in written:
        # A whole title is read in parts as well, each of which may be a name.
        if name not in known and not _BETWEEN_NAMES.search(name) and (hint := did_you_mean(name, list(known))):
            yield f'{_called(event)} names "{name}", who is not of the staff{hint}'
    if zone := zones.get(str(event.get("UID", ""))):
        yield f'{_called(event)} is in the zone "{zone}", which is not known: it is read in the schedule\'s'


def _unknown_zones(calendar: Calendar) -> dict[str, str]:
    """Return the zone of each event, by its id, that names one which neither we nor the calendar itself explain."""
    found: dict[str, str] = {}
    for event in calendar.walk("VEVENT"):
        begin: Any = event.get("DTSTART")
        at, zone = getattr(begin, "dt", None), getattr(begin, "params", {}).get("TZID")
        if zone and isinstance(at, datetime) and at.tzinfo is None:
            found[str(event.get("UID", ""))] = str(zone)
    return found


def _told(event: Event, written: Iterable[str], known: Iterable[str], span: Span | None) -> str:
    if span is None:
        return f"{_called(event)} has no length"
    hint = next((hint for name in written if (hint := did_you_mean(name, list(known)))), "")
    return f"{_called(event)} names nobody of the staff{hint}"


def _called(event: Event) -> str:
    """Return by what people find an event in their calendar."""
    summary = " ".join(str(event.get("SUMMARY", "")).split())[:80]
    begin = event.get("DTSTART")
    at = begin.dt if isinstance(begin, vDDDTypes) else None
    return f'event "{summary}"{f" of {at.isoformat()[:10]}" if isinstance(at, date) else ""}'
