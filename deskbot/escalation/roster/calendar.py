"""Who is on call day by day, on a schedule's wall clock, gaps and holidays with it; and what overrides change. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from deskbot.desk import Desk
from deskbot.escalation.hours import ONE_DAY, moment
from deskbot.escalation.roster.restrictions import holidays
from deskbot.escalation.roster.spans import Span
from deskbot.escalation.roster.timeline import Roster, pieces
from deskbot.model.override import Override, OverrideKind


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a day, or of a span, in which the same people are on call."""

    start: datetime
    end: datetime
    people: tuple[str, ...]
    """Keys of responders; empty where nobody is."""
    overrides: tuple[int, ...] = ()
    """The ids of the overrides that made it so."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day on a schedule's wall clock, from midnight to midnight."""

    date: date
    holiday: str
    """The public holiday's name; empty where it is none, or the schedule knows none."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A time in which others are on call than before."""

    start: datetime
    end: datetime
    before: tuple[str, ...]
    after: tuple[str, ...]


def span_of(desk: Desk, first: date, days: int) -> Span:
    """Return a span that holds these days on the wall clock of every schedule."""
    zones = {plan.tz for plan in desk.schedules.values()} or {desk.tz}
    return Span(
        min(moment(first, time(0), zone) for zone in zones),
        max(moment(first + days * ONE_DAY, time(0), zone) for zone in zones),
    )


def days_of(roster: Roster, schedule: str, first: date, days: int) -> tuple[Day, ...]:
    """Return days of a schedule, each with all of its time.

    Args:
        roster: with what holds in all of these days; see `span_of`.
        schedule: a schedule's key.
        first: the first day.
        days: how many.
    """
    plan = roster.desk.schedules[schedule]
    edges = [moment(first + number * ONE_DAY, time(0), plan.tz) for number in range(days + 1)]
    whole = Span(edges[0], edges[-1])
    found = [
        Part(one.start or whole.start, one.end or whole.end, one.people, one.overrides)
        for one in pieces(roster, plan, whole)
    ]
    named = {span.start: name for span, name in holidays(plan, whole)}
    return tuple(
        Day(
            first + number * ONE_DAY,
            named.get(start, ""),
            tuple(
                replace(one, start=max(one.start, start), end=min(one.end, end))
                for one in found
                if one.start < end and start < one.end
            ),
        )
        for number, (start, end) in enumerate(itertools.pairwise(edges))
    )


def changes(roster: Roster, wanted: Sequence[Override]) -> tuple[Change, ...]:
    """Return who would be on call otherwise than now, if these overrides held as well; in order of time.

    Args:
        roster: with what holds during all of them.
        wanted: overrides of one schedule that are not kept yet.
    """
    after = replace(roster, overrides=(*roster.overrides, *wanted))
    found: list[Change] = []
    for one in sorted(wanted, key=lambda override: override.start):
        within, plan = Span(one.start, one.end), roster.desk.schedules[one.schedule]
        old, new = pieces(roster, plan, within), pieces(after, plan, within)
        edges = sorted({*within, *(piece.start or one.start for piece in (*old, *new))})
        for start, end in itertools.pairwise(edges):
            was, becomes = (next(piece.people for piece in some if (piece.end or end) > start) for some in (old, new))
            if was == becomes:
                continue
            if found and (found[-1].end, found[-1].before, found[-1].after) == (start, was, becomes):
                found[-1] = replace(found[-1], end=end)
            else:
                found.append(Change(start, end, was, becomes))
    return tuple(found)


def in_words(desk: Desk, one: Override) -> str:
    """Return what an override does, without its times."""
    on, off = ", ".join(map(desk.name_of, one.on)), desk.name_of(one.off)
    return {
        OverrideKind.ADD: f"{on} comes as well",
        OverrideKind.REMOVE: f"{off} goes",
        OverrideKind.REPLACE: f"{on} for {off}",
        OverrideKind.SHIFT: f"only {on}",
    }[one.kind]
