"""Who is on call now, until when, and who comes then: as the desk reads it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.escalation.roster.reasons import reasons
from deskbot.escalation.roster.spans import Span
from deskbot.escalation.roster.timeline import Roster, Shift, pieces

AHEAD = timedelta(days=15)
"""How far is looked for whoever comes next: a bounded time, as a page that is opened often asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelNow:
    """A level of a policy, and whom it would page now."""

    policy: str
    number: int
    """1 is the first."""
    delay: timedelta
    """How long it has before the next one is paged."""
    schedule: str
    """Key of its schedule; empty where it has none."""
    people: tuple[str, ...]
    """Keys of those on call now, by the schedule."""
    always: tuple[str, ...]
    """Keys of those who are paged whether they are on call or not."""
    until: datetime | None
    """When others come; None where nobody else does within `AHEAD`."""
    following: tuple[str, ...]
    """Keys of those who come then; nobody where a gap begins, or none is known."""
    why: tuple[str, ...]
    """Why it is those, or why it is nobody."""


def levels_now(roster: Roster, now: datetime) -> tuple[LevelNow, ...]:
    """Return every level of every policy; the roster must hold what counts from now until `AHEAD`."""
    of_schedules = {key: _now_and_next(roster, key, now) for key in roster.desk.schedules}
    found: list[LevelNow] = []
    for policy in roster.desk.policies.values():
        for number, level in enumerate(policy.levels, start=1):
            present, following = of_schedules.get(level.schedule, (None, None))
            found.append(
                LevelNow(
                    policy=policy.key,
                    number=number,
                    delay=level.delay,
                    schedule=level.schedule,
                    people=present.people if present else (),
                    always=level.people,
                    until=present.end if present and following else None,
                    following=following.people if following else (),
                    why=reasons(roster, level.schedule, now) if level.schedule else (),
                )
            )
    return tuple(found)


def _now_and_next(roster: Roster, schedule: str, now: datetime) -> tuple[Shift, Shift | None]:
    """Return the shift at a moment, and the next one in which other people are on call."""
    present, *later = pieces(roster, roster.desk.schedules[schedule], Span(now, now + AHEAD))
    for one in later:
        if one.people != present.people:
            return Shift(present.people, present.start, one.start, present.layer, present.since), one
    return present, None
