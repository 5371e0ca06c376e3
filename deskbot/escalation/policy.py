"""A policy's levels as they stand at a moment: whom each reaches, and by what. Pure."""

from __future__ import annotations

from datetime import datetime

from deskbot.desk import Level, Policy
from deskbot.escalation.pager import Reach, Rung
from deskbot.escalation.roster.oncall import on_call
from deskbot.escalation.roster.reasons import reasons
from deskbot.escalation.roster.timeline import Roster


def rungs(roster: Roster, policy: Policy, now: datetime) -> tuple[Rung, ...]:
    """Return the levels of a policy with the people on call at `now`; for a level with nobody, why that is."""
    return tuple(_rung(roster, level, now) for level in policy.levels)


def _rung(roster: Roster, level: Level, now: datetime) -> Rung:
    scheduled = on_call(roster, level.schedule, now) if level.schedule else ()
    people = dict.fromkeys((*scheduled, *level.people))
    reach = tuple(
        Reach(key, medium, address)
        for key in people
        for medium in level.media
        if (address := roster.desk.staff[key].address(medium))
    )
    return Rung(level.delay, reach, "no number is known" if people else _nobody(roster, level, now))


def _nobody(roster: Roster, level: Level, now: datetime) -> str:
    why = "; ".join(reasons(roster, level.schedule, now)) if level.schedule else ""
    return f'nobody is on call on "{level.schedule}"{f": {why}" if why else ""}'
