"""A policy as it stands at a moment: whom each of its levels reaches, and by what. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from deskbot.desk import Desk, Level, Policy, Responder, Turn
from deskbot.escalation.countries import is_called_for
from deskbot.escalation.pager import Ladder, Reach, Rung
from deskbot.escalation.roster.oncall import on_call
from deskbot.escalation.roster.reasons import reasons
from deskbot.escalation.roster.timeline import Roster
from deskbot.model.page import Medium


def ladder(roster: Roster, policy: Policy, now: datetime) -> Ladder:
    """Return a policy with the people on call at `now`; for a level with nobody, why that is.

    Args:
        roster: the desk's schedules, with what people have changed in them.
        policy: one of the desk's escalation policies.
        now: the present moment.
    """
    rungs = tuple(_rung(roster, level, key, now) for key, level in _keyed(policy.levels))
    return Ladder(rungs=rungs, repeat=policy.repeat, wanted=policy.acknowledgements)


def _keyed(levels: Iterable[Level]) -> Iterator[tuple[str, Level]]:
    """Yield each level with its key: what it pages, and which one of the same it is."""
    seen: dict[str, int] = {}
    for level in levels:
        what = f"{level.schedule}+{','.join(level.people)} by {','.join(level.media)}"
        seen[what] = seen.get(what, 0) + 1
        yield f"{what} {seen[what]}", level


def _rung(roster: Roster, level: Level, key: str, now: datetime) -> Rung:
    scheduled = on_call(roster, level.schedule, now) if level.schedule else ()
    people = [roster.desk.staff[one] for one in dict.fromkeys((*scheduled, *level.people))]
    at_once = tuple(Turn(medium) for medium in level.media)
    reach = tuple(way for person in people for way in ways_to(roster.desk, person, at_once or person.turns))
    return Rung(key, level.delay, reach, "no number is known" if people else _nobody(roster, level, now))


def ways_to(desk: Desk, person: Responder, turns: Iterable[Turn]) -> Iterator[Reach]:
    """Yield how a person is reached; whoever cannot answer a text is called with it, if they are not called anyway."""
    turns = tuple(turns)
    called = any(turn.medium is Medium.VOICE and person.voice for turn in turns)
    for turn in turns:
        if address := person.address(turn.medium):
            yield Reach(person.key, turn.medium, address, turn.after)
            if not called and is_called_for(person, turn.medium, desk.countries):
                called = True
                yield Reach(person.key, Medium.VOICE, person.voice, turn.after)


def _nobody(roster: Roster, level: Level, now: datetime) -> str:
    why = "; ".join(reasons(roster, level.schedule, now)) if level.schedule else ""
    return f'nobody is on call on "{level.schedule}"{f": {why}" if why else ""}'
