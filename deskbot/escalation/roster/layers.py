"""One layer of a schedule over a span of time: turns or a calendar's shifts, cut by its restrictions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from deskbot.desk.roster import Layer, Schedule
from deskbot.escalation.roster.restrictions import allowed
from deskbot.escalation.roster.spans import Span, common
from deskbot.escalation.roster.turns import turns


class Booked(NamedTuple):
    """A shift that a calendar names."""

    span: Span
    people: tuple[str, ...]


Calendars = Mapping[tuple[str, str], tuple[Booked, ...]]
"""The shifts of each calendar by its place and the zone in which it is read; absent where it never could be."""


class Stretch(NamedTuple):
    """The people whom one layer has on, from when until when."""

    span: Span
    people: tuple[str, ...]
    layer: int
    """1 is the bottom."""
    since: datetime | None
    """When the turn or the calendar's shift began of which this is a part."""


def stretches(schedule: Schedule, number: int, calendars: Calendars, within: Span) -> list[Stretch]:
    """Return the times of a span in which a layer has somebody on, in order and without overlap.

    Args:
        schedule: whose layer it is.
        number: which; 1 is the bottom.
        calendars: the shifts of every calendar that could be read.
        within: the span.
    """
    layer = schedule.layers[number - 1]
    free = allowed(layer, schedule, within)
    if not free:
        return []
    return [
        Stretch(span, turn.people, number, turn.since)
        for turn in _shifts(layer, schedule, calendars, within)
        for span in common([turn.span], free)
        if turn.people
    ]


class _Part(NamedTuple):
    span: Span
    people: tuple[str, ...]
    since: datetime | None


def _shifts(layer: Layer, schedule: Schedule, calendars: Calendars, within: Span) -> Iterable[_Part]:
    if layer.calendar:
        return _disjoint(calendars.get((layer.calendar, schedule.zone), ()), within)
    return (_Part(*turn) for turn in turns(layer, schedule.tz, within))


def _disjoint(booked: Iterable[Booked], within: Span) -> list[_Part]:
    """Return a calendar's shifts without overlap: who is booked for the same time is on together."""
    near = sorted(one for one in booked if one.span.start < within.end and one.span.end > within.start)
    edges = sorted({moment for one in near for moment in one.span})
    found: list[_Part] = []
    for start, end in pairwise(edges):
        now = [one for one in near if one.span.start <= start < one.span.end]
        people = tuple(dict.fromkeys(key for one in now for key in one.people))
        if people:
            found.append(_Part(Span(start, end), people, max(one.span.start for one in now)))
    return found
