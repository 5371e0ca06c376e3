"""What is wrong with who is on call in the days ahead. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deskbot.desk import Level
from deskbot.escalation.roster.timeline import Roster, gaps, shifts


class Found(StrEnum):
    """What was found."""

    GAP = "gap"
    """A schedule has nobody on for a time that is not meant so."""
    NOBODY = "nobody"
    """A level has nobody for all of the time."""
    UNREACHABLE = "unreachable"
    """Somebody is on call whom no medium of a level reaches."""
    NUMBER = "number"
    """A number of somebody who is on call is not used: it has stopped our texts, or its carrier refuses it."""
    CALENDAR = "calendar"
    """A calendar cannot be read, or one of its events names nobody of the staff."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend."""

    kind: Found
    says: str
    schedule: str = ""
    start: datetime | None = None
    """Of a gap."""
    end: datetime | None = None


def findings(roster: Roster, start: datetime, end: datetime) -> tuple[Finding, ...]:
    """Return everything that is wrong between two moments: gaps first, in order of time."""
    found = [
        Finding(Found.GAP, f'nobody is on call on "{key}"', key, gap.start, gap.end)
        for key, plan in roster.desk.schedules.items()
        if not plan.gaps_expected
        for gap in gaps(roster, key, start, end)
    ]
    found.sort(key=lambda one: (one.start or start, one.schedule))
    for policy in roster.desk.policies.values():
        for number, level in enumerate(policy.levels, start=1):
            found += _of_level(roster, f'policy "{policy.key}" level {number}', level, start, end)
    found += [Finding(Found.CALENDAR, problem) for problem in roster.problems]
    return tuple(found)


def _of_level(roster: Roster, called: str, level: Level, start: datetime, end: datetime) -> list[Finding]:
    scheduled = (
        [key for shift in shifts(roster, level.schedule, start, end) for key in shift.people] if level.schedule else []
    )
    people = tuple(dict.fromkeys((*level.people, *scheduled)))
    if not people:
        return [Finding(Found.NOBODY, f'{called} has nobody: schedule "{level.schedule}" is empty', level.schedule)]
    by = " or ".join(level.may_page_by)
    return [
        Finding(Found.UNREACHABLE, f"{called} pages {roster.desk.name_of(key)} by {by}, for which they have no number")
        for key in people
        if not level.reaches(roster.desk.staff[key])
    ]
