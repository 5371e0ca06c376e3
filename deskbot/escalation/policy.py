"""A policy's levels as they stand at a moment: whom each reaches, and by what. Pure."""

from __future__ import annotations

from datetime import datetime

from deskbot.desk import Desk, Level, Policy
from deskbot.escalation.pager import Reach, Rung
from deskbot.escalation.roster import on_call


def rungs(desk: Desk, policy: Policy, now: datetime) -> tuple[Rung, ...]:
    """Return the levels of a policy with the people on call at `now`."""
    return tuple(_rung(desk, level, now) for level in policy.levels)


def _rung(desk: Desk, level: Level, now: datetime) -> Rung:
    scheduled = on_call(desk, level.schedule, now) if level.schedule else ()
    people = dict.fromkeys((*scheduled, *level.people))
    reach = tuple(
        Reach(key, medium, address)
        for key in people
        for medium in level.media
        if (address := desk.staff[key].address(medium))
    )
    return Rung(level.delay, reach, f'nobody is on call on "{level.schedule}"' if not people else "no number is known")
