"""Whose turn it is: a rotation, and when its handoffs come. Pure.

Handoffs are counted on the wall clock and made moments one by one, so that a week with 167 or 169 hours still ends
at the same time of day. A handoff that has come is never taken back: where a change of the clocks lets two come in
another order than they are counted in, the later counted one stands.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

from deskbot.desk.roster import Layer, Rotation
from deskbot.escalation.hours import moment
from deskbot.escalation.roster.spans import Span

_AROUND = timedelta(days=2)
"""How far off a wall clock can be from the moment that it shows by an earlier or later offset: less than this."""
_STEPS = {
    Rotation.HOURLY: timedelta(hours=1),
    Rotation.DAILY: timedelta(days=1),
    Rotation.WEEKLY: timedelta(weeks=1),
}


class Turn(NamedTuple):
    """One shift of a rotation, cut to the span that was asked for."""

    span: Span
    people: tuple[str, ...]
    since: datetime | None
    """When the whole of it began; None where it never did."""


def turns(layer: Layer, zone: tzinfo, within: Span) -> list[Turn]:
    """Return a rotation's turns that touch a span, in order; nobody has one before the layer's start.

    Restrictions and the layer's end are not looked at.
    """
    if layer.handoff is None or layer.start is None:
        begin = moment(layer.start, layer.starts_at, zone) if layer.start else None
        start = max(within.start, begin) if begin else within.start
        people = tuple(dict.fromkeys(key for turn in layer.turns for key in turn))
        return [Turn(Span(start, within.end), people, begin)] if start < within.end else []
    wall, place = _clockwork(layer)
    first = max(0, place(_wall(within.start, zone) - _AROUND) - 1)
    last = place(_wall(within.end, zone) + _AROUND)
    found: list[Turn] = []
    # From the last to the first, so that one that comes early cuts short all those that are counted before it.
    end = within.end
    for count in range(last, first - 1, -1):
        shown = wall(count)
        begun = moment(shown.date(), shown.time(), zone)
        if begun >= end:
            continue
        start = max(begun, within.start)
        if start < end:
            people = tuple(dict.fromkeys(layer.turns[count % len(layer.turns)]))
            found.append(Turn(Span(start, end), people, begun))
        end = start
        if begun <= within.start:
            break
    return found[::-1]


def _clockwork(layer: Layer) -> tuple[Callable[[int], datetime], Callable[[datetime], int]]:
    """Return what the wall clock shows at the start of a turn, and which turn has begun when it shows a time.

    Turns are counted from 0. The second answer may be one too high, and never is too low.
    """
    handoff, start = layer.handoff, layer.start
    assert handoff is not None and start is not None  # noqa: S101, PT018  (the caller has looked)
    begin = datetime.combine(start, handoff.time)
    if layer.rotation is Rotation.MONTHLY:
        month, day = start.year * 12 + start.month - 1, handoff.day or 1

        def of_month(count: int) -> datetime:
            year, number = divmod(month + count * layer.every, 12)
            last = monthrange(year, number + 1)[1]
            return datetime.combine(start.replace(year=year, month=number + 1, day=min(day, last)), handoff.time)

        return of_month, lambda shown: (shown.year * 12 + shown.month - 1 - month) // layer.every
    step = _STEPS[layer.rotation or Rotation.WEEKLY] * layer.every
    return lambda count: begin + step * count, lambda shown: (shown - begin) // step


def _wall(at: datetime, zone: tzinfo) -> datetime:
    return at.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
