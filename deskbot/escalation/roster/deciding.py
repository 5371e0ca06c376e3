"""What may be decided about who is on call: every override is looked at before it is kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from deskbot.desk import Desk
from deskbot.desk.naming import named
from deskbot.desk.roster import Schedule
from deskbot.errors import DeskbotError, did_you_mean
from deskbot.escalation.roster.oncall import shift_at
from deskbot.escalation.roster.reasons import shown
from deskbot.escalation.roster.timeline import Roster
from deskbot.model.override import Override, OverrideKind

LONGEST = timedelta(days=366)
"""An override longer than that is a slip of the hand, which nobody would look for when the year is over."""


class OverrideError(DeskbotError):
    """An override that cannot be; the text says what to do."""

    exit_code = 2


def schedule_of(desk: Desk, key: str) -> Schedule:
    """Return a schedule by its key.

    Raises:
        OverrideError: there is none of that name.
    """
    if key in desk.schedules:
        return desk.schedules[key]
    hint = did_you_mean(key, desk.schedules) or _all(desk.schedules)
    raise OverrideError(f'there is no schedule "{key}"{hint}')


def person_of(desk: Desk, written: str) -> str:
    """Return the key of whom a name means (see `desk.naming`).

    Raises:
        OverrideError: there is nobody of that name, or there are several.
    """
    found = named(written, desk.staff)
    if len(found) == 1:
        return found[0]
    if found:
        keys = ", ".join(sorted(found))
        raise OverrideError(f'"{written}" is the name of several people; write one of the keys {keys}')
    known = [name.casefold() for key, person in desk.staff.items() for name in (person.name, key)]
    hint = did_you_mean(written.casefold(), known) or _all(desk.staff)
    raise OverrideError(f'nobody on the staff is called "{written}"{hint}')


def _all(names: Iterable[str]) -> str:
    return f"; known are: {', '.join(names)}"


def checked(desk: Desk, wanted: Override, now: datetime) -> Override:
    """Return an override as it will be kept: it begins now at the earliest.

    Raises:
        OverrideError: it does not say who goes or comes, or says too much; it names what does not exist, has no
            length, is too long, or lies in the past.
    """
    plan = schedule_of(desk, wanted.schedule)
    _check_people(wanted)
    off = person_of(desk, wanted.off) if wanted.off else ""
    on = tuple(dict.fromkeys(person_of(desk, one) for one in wanted.on))
    if off and off in on:
        raise OverrideError(f"{desk.name_of(off)} cannot stand in for themselves; name two people")
    if not wanted.by.strip():
        raise OverrideError("say who decides it: --by ana")
    if wanted.end <= wanted.start:
        begin, end = shown(wanted.start, plan), shown(wanted.end, plan)
        raise OverrideError(f"the end, {end}, is not after the begin, {begin} ({plan.zone})")
    if wanted.end <= now:
        raise OverrideError(
            f"the span has passed: it ended {shown(wanted.end, plan)} ({plan.zone}), and who was on call by then does "
            "not change any more"
        )
    if wanted.end - max(wanted.start, now) > LONGEST:
        raise OverrideError("an override lasts a year at most; what is to stay so longer belongs in desk.yaml")
    return Override(
        schedule=plan.key,
        kind=wanted.kind,
        off=off,
        on=on,
        start=max(wanted.start, now),
        end=wanted.end,
        by=wanted.by.strip(),
        why=" ".join(wanted.why.split()),
        made_at=now,
        swap=wanted.swap,
    )


_SOMEBODY_GOES = (OverrideKind.REMOVE, OverrideKind.REPLACE)
_ONE_COMES = (OverrideKind.ADD, OverrideKind.REPLACE)


def _check_people(wanted: Override) -> None:
    kind, on = wanted.kind, wanted.on
    if (kind in _SOMEBODY_GOES) != bool(wanted.off):
        raise OverrideError("say who goes" if not wanted.off else f'nobody goes by "{kind}": leave out who goes')
    if (kind is not OverrideKind.REMOVE) != bool(on):
        raise OverrideError("say who comes" if not on else f'nobody comes by "{kind}": leave out who comes')
    if kind in _ONE_COMES and len(on) > 1:
        raise OverrideError(f'by "{kind}" one person comes: make one override for each')


def twin(held: Iterable[Override], wanted: Override) -> Override | None:
    """Return the override that holds and says the same, at least for as long; None where none does."""
    same = (
        one
        for one in held
        if (one.schedule, one.kind, one.off, set(one.on)) == (wanted.schedule, wanted.kind, wanted.off, set(wanted.on))
        and one.cancelled_at is None
        and one.start <= wanted.start
        and one.end >= wanted.end
    )
    return next(same, None)


def swapped(
    roster: Roster,
    schedule: str,
    one: tuple[str, datetime],
    other: tuple[str, datetime],
    *,
    by: str,
    why: str,
    now: datetime,
) -> tuple[Override, Override]:
    """Return the two replacements by which two people swap their shifts.

    A shift goes from handoff to handoff; where restrictions cut a turn into pieces it is the piece.

    Args:
        roster: with the overrides that hold at both moments.
        schedule: a schedule's key.
        one: a person, and a moment at which they are on call.
        other: the other person, and a moment of theirs.
        by: who decides it.
        why: the reason.
        now: the present moment.

    Raises:
        OverrideError: one of them is not on call then, a shift has no end or is over, or the shifts overlap.
    """
    plan = schedule_of(roster.desk, schedule)
    (first, first_at), (second, second_at) = ((person_of(roster.desk, who), at) for who, at in (one, other))
    spans: list[tuple[datetime, datetime]] = []
    for who, at in ((first, first_at), (second, second_at)):
        found = shift_at(roster, schedule, at)
        if who not in found.people:
            people = ", ".join(roster.desk.name_of(key) for key in found.people) or "nobody"
            name = roster.desk.name_of(who)
            raise OverrideError(f"{name} is not on call at {shown(at, plan)} ({plan.zone}); {people} is")
        if found.end is None:
            raise OverrideError(f"the shift of {roster.desk.name_of(who)} has no end; replace them for a span instead")
        spans.append((found.start or now, found.end))
    if spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]:
        raise OverrideError("the two shifts overlap, so that nothing would change; name two that do not")
    wanted = (
        Override(
            schedule=schedule,
            kind=OverrideKind.REPLACE,
            off=off,
            on=(on,),
            start=start,
            end=end,
            by=by,
            why=why or f"swap of {roster.desk.name_of(first)} and {roster.desk.name_of(second)}",
            made_at=now,
            swap=f"{now.isoformat()} {schedule} {first} {second}",
        )
        for (off, on), (start, end) in zip(((first, second), (second, first)), spans, strict=True)
    )
    gives, takes = (checked(roster.desk, one, now) for one in wanted)
    return gives, takes
