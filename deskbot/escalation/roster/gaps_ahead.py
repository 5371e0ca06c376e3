"""Times ahead at which nobody will be on call: which are news to the desk, and the letter that tells of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from deskbot.desk import Desk
from deskbot.escalation.roster.reasons import shown
from deskbot.escalation.roster.timeline import Roster, gaps

AHEAD = timedelta(days=14)
"""A gap that opens within this time is told of."""
SEEN = timedelta(days=28)
"""How far to both sides of now a gap's ends are looked for."""


class Gap(NamedTuple):
    """A schedule has nobody on from a moment until another."""

    schedule: str
    start: datetime
    end: datetime
    """Where it lies `SEEN` ahead the gap may go on."""


class News(NamedTuple):
    """What the desk has not been told yet."""

    opened: tuple[Gap, ...]
    closed: tuple[Gap, ...]
    """What it was told of, and is none any more, as somebody is on call then."""


def gaps_ahead(roster: Roster, now: datetime) -> tuple[Gap, ...]:
    """Return the gaps that are open, or open within `AHEAD`, in order; not those that desk.yaml expects.

    The roster must hold what counts for `SEEN` to both sides of now.
    """
    found = (
        Gap(key, *span)
        for key, plan in roster.desk.schedules.items()
        if not plan.gaps_expected
        for span in gaps(roster, key, now - SEEN, now + SEEN)
    )
    return tuple(sorted((gap for gap in found if now < gap.end and gap.start < now + AHEAD), key=lambda gap: gap[1:]))


def news(told: Iterable[Gap], found: Sequence[Gap], now: datetime) -> News:
    """Return what is new since the desk was told; a gap that has passed is no news.

    A gap is known again by its begin or, once it has been open for so long that its begin is out of sight, by being
    open.
    """
    before = {_name(gap, now): gap for gap in told if gap.end > now}
    present = {_name(gap, now) for gap in found}
    opened = tuple(gap for gap in found if _name(gap, now) not in before)
    return News(opened, tuple(gap for name, gap in before.items() if name not in present))


def letter(desk: Desk, found: Sequence[Gap], new: News, now: datetime) -> tuple[str, str]:
    """Return subject and text of the letter to the desk; times are in each schedule's zone."""
    lines = [
        f"{gap.schedule}: {_from(desk, gap, now)} until {_until(desk, gap, now)} ({desk.schedules[gap.schedule].zone})"
        + ("  NEW" if gap in new.opened else "")
        for gap in found
    ]
    closed = [f"{gap.schedule}: from {_moment(desk, gap, gap.start)}" for gap in new.closed]
    if not found:
        return "Somebody is on call at all times again", "\n".join(["These gaps have closed:", "", *closed])
    text = [
        "Nobody is on call at these times of the next 14 days:",
        "",
        *lines,
        *(["", "These gaps have closed:", "", *closed] if closed else []),
        "",
        f"To put somebody on: deskbot oncall override add {found[0].schedule} NAME --from … --to … --by YOU",
        'Where a gap is meant so, write "gaps: expected" on the schedule in desk.yaml.',
    ]
    first = found[0]
    when = "now" if first.start <= now else f"from {_moment(desk, first, first.start)}"
    return f"Nobody is on call on {first.schedule} {when}", "\n".join(text)


def _name(gap: Gap, now: datetime) -> tuple[str, datetime | None]:
    # Half of what is seen: a gap that is told of today is still seen with its begin as long as that is named.
    return gap.schedule, None if gap.start < now - SEEN / 2 else gap.start


def _from(desk: Desk, gap: Gap, now: datetime) -> str:
    return "now" if gap.start <= now else f"from {_moment(desk, gap, gap.start)}"


def _until(desk: Desk, gap: Gap, now: datetime) -> str:
    more = " or later" if gap.end >= now + SEEN else ""
    return f"{_moment(desk, gap, gap.end)}{more}"


def _moment(desk: Desk, gap: Gap, moment: datetime) -> str:
    return shown(moment, desk.schedules[gap.schedule]) if gap.schedule in desk.schedules else f"{moment:%Y-%m-%d}"
