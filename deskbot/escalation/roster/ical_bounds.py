"""Events of a calendar that nobody could follow to their end, or past the last date there is. Pure.

Whoever may write to a calendar must not be able to stop the pager with it: it asks who is on call at every step.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from icalendar import Event
from icalendar.prop import vDDDTypes, vRecur

FIRST_YEAR, LAST_YEAR = 1970, 2200
"""What begins earlier or ends later does so here: near the ends of what a date can be no day can be added."""

_LONGEST = timedelta(days=731)
"""Of a shift that repeats; each of its days may begin another, and all that are not over are looked at."""
_RHYTHMS = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_SLOW = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
"""With these a rule by the day or the week may never come true, and is followed to the year 9999 to find that out."""


def cut(event: Event) -> None:
    """Let an event begin and end within the years that are looked at."""
    for name in ("DTSTART", "DTEND"):
        at = _value(event, name)
        if isinstance(at, date) and not FIRST_YEAR <= at.year <= LAST_YEAR:
            year = min(max(at.year, FIRST_YEAR), LAST_YEAR)
            event[name] = vDDDTypes(at.replace(year=year, month=1, day=1))


def endless(event: Event) -> bool:
    """Return whether a rule by which an event repeats is none for shifts, and would be followed for very long."""
    start, end, duration = (_value(event, name) for name in ("DTSTART", "DTEND", "DURATION"))
    early = isinstance(start, date) and start.year < FIRST_YEAR
    years = end.year - start.year if isinstance(start, date) and isinstance(end, date) else 0
    long = years > 1 or (isinstance(duration, timedelta) and duration > _LONGEST)
    return any(early or long or _endless(rule) for rule in _rules(event))


def _value(event: Event, name: str) -> object:
    given = event.get(name)
    return given.dt if isinstance(given, vDDDTypes) else None


def _endless(rule: vRecur) -> bool:
    rhythm = str(_first(rule, "FREQ", "")).upper()
    return (
        rhythm not in _RHYTHMS
        or int(_first(rule, "INTERVAL", 1)) < 1
        or any(isinstance(rule.get(name), list) and len(rule[name]) > 1 for name in ("BYMINUTE", "BYSECOND"))
        or (rhythm in ("DAILY", "WEEKLY") and any(name in rule for name in _SLOW))
    )


def _first(rule: vRecur, name: str, usual: object) -> Any:
    found: Any = rule.get(name, usual)
    return (found[0] if found else usual) if isinstance(found, list) else found


def _rules(event: Event) -> Iterator[vRecur]:
    """Yield the rules that can be read; the others are found when the event is."""
    found: Any = event.get("RRULE", [])
    for rule in found if isinstance(found, list) else [found]:
        if isinstance(rule, vRecur):
            yield rule
