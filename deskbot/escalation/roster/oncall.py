"""Who is on call at a moment: now, some time ahead, or back then. Pure.

For a moment in the past overrides count as they stood then; the schedules are those of today's desk.yaml.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from deskbot.desk.roster import Schedule
from deskbot.escalation.roster.spans import Span
from deskbot.escalation.roster.timeline import INSTANT, Roster, Shift, pieces

_LOOKS = tuple(timedelta(days=days) for days in (2, 16, 128, 1024, 4096))
"""How far to both sides a shift's ends are looked for, one after the other; most lie within the first."""
_EARLIEST, _LATEST = datetime(1000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def on_call(roster: Roster, schedule: str, now: datetime) -> tuple[str, ...]:
    """Return the keys of the responders on call at a moment; nobody where a gap is.

    Args:
        roster: the policy, overrides and calendars.
        schedule: a schedule's key.
        now: any moment with a time zone.
    """
    return at_moment(roster, schedule, now).people


def at_moment(roster: Roster, schedule: str, now: datetime) -> Shift:
    """Return the shift at a moment, without looking for its ends; quick enough for every page."""
    now = now.astimezone(UTC)
    return pieces(roster, roster.desk.schedules[schedule], Span(now, now + INSTANT))[0]


def shift_at(roster: Roster, schedule: str, now: datetime) -> Shift:
    """Return the shift at a moment with its begin and end, or the time without anybody that the moment lies in.

    The moment of a handoff belongs to the shift that it begins. Ends that lie years away are None.
    """
    now = now.astimezone(UTC)
    plan = roster.desk.schedules[schedule]
    for look in _LOOKS:
        within = Span(max(now - look, _EARLIEST), min(now + look, _LATEST))
        found = _around(roster, plan, within, now)
        start, end = (None if moment in within else moment for moment in (found.start, found.end))
        if (start and end) or look is _LOOKS[-1]:
            return Shift(found.people, start, end, found.layer, found.since, found.overrides)
    raise AssertionError("there is a last look")


def _around(roster: Roster, plan: Schedule, within: Span, now: datetime) -> Shift:
    return next(one for one in pieces(roster, plan, within) if one.end is None or now < one.end)
