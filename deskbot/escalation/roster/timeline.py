"""Who is on call over a span of time: every layer and override together, as shifts; and where nobody is. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from deskbot.desk import Desk
from deskbot.desk.roster import Schedule
from deskbot.escalation.roster.layers import Calendars, Stretch, stretches
from deskbot.escalation.roster.seats import seated
from deskbot.escalation.roster.spans import Span, outside, united
from deskbot.model.override import Override

INSTANT = timedelta(microseconds=1)
_NO_CALENDARS: Mapping[tuple[str, str], tuple[()]] = {}


@dataclass(frozen=True, slots=True)
class Roster:
    """All that says who is on call: the policy, and what people and calendars said since."""

    desk: Desk
    overrides: tuple[Override, ...] = ()
    """Those that hold at some moment that is asked about; those that were taken back as well."""
    calendars: Calendars = field(default_factory=lambda: _NO_CALENDARS)
    problems: tuple[str, ...] = ()
    """What is wrong with the calendars, each with its place."""


@dataclass(frozen=True, slots=True)
class Shift:
    """The people who are on call together, and from when until when. Moments are in UTC."""

    people: tuple[str, ...]
    """Keys of responders; empty where nobody is."""
    start: datetime | None = None
    """None where it has no begin."""
    end: datetime | None = None
    """None where no end is known."""
    layer: int = 0
    """The layer that has somebody on, 1 is the bottom; 0 where none has, or a temporary shift counts instead."""
    since: datetime | None = None
    """When the turn began of which this is a part; None where it never did."""
    overrides: tuple[int, ...] = ()
    """The ids of the overrides that made it what it is."""


def shifts(roster: Roster, schedule: str, start: datetime, end: datetime, *, layer: int = 0) -> tuple[Shift, ...]:
    """Return the shifts of a schedule between two moments, in order and cut to them; nobody's time is left out.

    A shift ends where other people begin, where the same people's next turn begins, and where an override begins or
    ends that changes something.

    Args:
        roster: the policy, overrides and calendars.
        schedule: a schedule's key.
        start: the first moment.
        end: the moment after the last.
        layer: only this one, as it is without the others and without overrides; 0 is the final schedule.
    """
    plan, within = roster.desk.schedules[schedule], Span(start.astimezone(UTC), end.astimezone(UTC))
    if layer:
        alone = stretches(plan, layer, roster.calendars, within)
        return tuple(Shift(one.people, *one.span, one.layer, one.since) for one in alone)
    return tuple(shift for shift in pieces(roster, plan, within) if shift.people)


def gaps(roster: Roster, schedule: str, start: datetime, end: datetime) -> tuple[Span, ...]:
    """Return the times between two moments at which nobody is on call, in order and cut to them."""
    within = Span(start.astimezone(UTC), end.astimezone(UTC))
    covered = united(
        Span(shift.start, shift.end) for shift in shifts(roster, schedule, *within) if shift.start and shift.end
    )
    return tuple(outside(within, covered))


def pieces(roster: Roster, plan: Schedule, within: Span) -> list[Shift]:
    """Return all of a span as shifts, those with nobody too, in order and without a hole."""
    layers = [stretches(plan, number + 1, roster.calendars, within) for number in range(len(plan.layers))]
    overrides = [one for one in roster.overrides if one.schedule == plan.key and one.holds[0] < one.holds[1]]
    edges = {*within}
    for moment in (
        *(edge for layer in layers for stretch in layer for edge in stretch.span),
        *(edge for override in overrides for edge in override.holds),
    ):
        if within.start < moment < within.end:
            edges.add(moment)
    found: list[Shift] = []
    places = [0] * len(layers)
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        top = _top(layers, places, start)
        base = top.people if top else ()
        seats = seated(base, (one for one in overrides if one.holds_at(start)), roster.desk.staff)
        own = None if seats.fixed else top
        shift = Shift(seats.people, start, end, own.layer if own else 0, own.since if own else None, seats.overrides)
        last = found[-1] if found else None
        if last and _goes_on(last, shift):
            found[-1] = Shift(last.people, last.start, end, last.layer, last.since, last.overrides)
        else:
            found.append(shift)
    return found


def _top(layers: list[list[Stretch]], places: list[int], at: datetime) -> Stretch | None:
    """Return what the highest layer has that has somebody on; `places` remembers how far each has come."""
    for number in range(len(layers) - 1, -1, -1):
        layer = layers[number]
        while places[number] < len(layer) and layer[places[number]].span.end <= at:
            places[number] += 1
        if places[number] < len(layer) and layer[places[number]].span.start <= at:
            return layer[places[number]]
    return None


def _goes_on(last: Shift, shift: Shift) -> bool:
    return (last.people, last.layer, last.since, last.overrides) == (
        shift.people,
        shift.layer,
        shift.since,
        shift.overrides,
    )
