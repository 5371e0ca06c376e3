"""A policy as it stands at a moment: whom each of its levels reaches, and by what. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from deskbot.desk import Desk, Level, Policy, Responder, Turn
from deskbot.escalation.pager import DIRECTED, Ladder, Reach, Rung
from deskbot.escalation.roster import on_call

DIRECTED_DELAY = timedelta(minutes=5)
"""How long somebody has to whom a page was handed over, before the levels are paged."""


def ladder(desk: Desk, policy: Policy, now: datetime, directed: str = "") -> Ladder:
    """Return a policy with the people on call at `now`.

    Args:
        desk: the desk's policy.
        policy: one of its escalation policies.
        now: the present moment.
        directed: the responder who is paged before the levels, as the page was handed over to them; empty for none.
    """
    rungs = [_rung(desk, level, key, now) for key, level in _keyed(policy.levels)]
    if directed:
        person = desk.staff.get(directed)
        reach = tuple(_ways(person, person.turns)) if person else ()
        rungs.insert(0, Rung(f"{DIRECTED}{directed}", DIRECTED_DELAY, reach, f"{directed} cannot be reached"))
    return Ladder(rungs=tuple(rungs), repeat=policy.repeat)


def _keyed(levels: Iterable[Level]) -> Iterator[tuple[str, Level]]:
    """Yield each level with its key: what it pages, and which one of the same it is."""
    seen: dict[str, int] = {}
    for level in levels:
        what = f"{level.schedule}+{','.join(level.people)} by {','.join(level.media)}"
        seen[what] = seen.get(what, 0) + 1
        yield f"{what} {seen[what]}", level


def _rung(desk: Desk, level: Level, key: str, now: datetime) -> Rung:
    scheduled = on_call(desk, level.schedule, now) if level.schedule else ()
    people = [desk.staff[one] for one in dict.fromkeys((*scheduled, *level.people))]
    at_once = tuple(Turn(medium) for medium in level.media)
    reach = tuple(way for person in people for way in _ways(person, at_once or person.turns))
    return Rung(
        key, level.delay, reach, f'nobody is on call on "{level.schedule}"' if not people else "no number is known"
    )


def _ways(person: Responder, turns: Iterable[Turn]) -> Iterator[Reach]:
    for turn in turns:
        if address := person.address(turn.medium):
            yield Reach(person.key, turn.medium, address, turn.after)
