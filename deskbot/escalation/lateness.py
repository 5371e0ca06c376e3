"""Whether a page goes out late, and what it says of that: who reads it at 04:00 learns that it is of 03:10. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

LATE = timedelta(minutes=2)
"""How long after its time a page still counts as in time: longer than a carrier's few attempts take."""


def is_late(due_at: datetime, now: datetime) -> bool:
    """Return whether what was due at a moment goes out late now."""
    return now - due_at > LATE


def late_words(due_at: datetime | None, now: datetime, zone: tzinfo) -> str:
    """Return what a page that goes out now says of being late: "late: due 03:10"; empty where it is not.

    The day is named where it is not today, by that zone. They are plain signs of GSM-7, few enough for a text.

    Args:
        due_at: when it should have gone out; None where nobody knows.
        now: the present moment.
        zone: the desk's zone.
    """
    if due_at is None or not is_late(due_at, now):
        return ""
    local = due_at.astimezone(zone)
    is_today = local.date() == now.astimezone(zone).date()
    return f"late: due {local:%H:%M}" if is_today else f"late: due {local:%d %b %H:%M}"


def with_lateness(line: str, words: str) -> str:
    """Return a page's line with what it says of being late in front, where a text that is cut keeps it."""
    return f"{words}. {line}" if words else line


def wanted_at(step_due: datetime | None, after: timedelta, now: datetime) -> datetime:
    """Return when an attempt should go out, by the moment at which its page's step was due.

    Args:
        step_due: when the step was due that makes the attempt; None, or later than now (it was hastened), is now.
        after: how long after the step this person wants to be reached this way.
        now: when the step is taken.
    """
    return min(step_due or now, now) + after
