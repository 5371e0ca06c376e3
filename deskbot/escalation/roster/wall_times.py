"""Moments as people write them, on a wall clock that may skip an hour or show it twice. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from deskbot.errors import DeskbotError

_YEARS = range(1970, 3000)
"""Far from both ends of what a date can be, so that a week may be added or taken."""


class MomentError(DeskbotError):
    """What was written is no moment, or may be two."""

    exit_code = 2


def read_moment(text: str, zone: str) -> datetime:
    """Read a moment; without an offset it is on the wall clock of a zone.

    Args:
        text: like "2026-03-08T02:30", "2026-03-08 02:30", "2026-03-08" (midnight), or with an offset behind.
        zone: IANA name.

    Returns:
        The moment in UTC.

    Raises:
        MomentError: it is none, the clock never shows it, or shows it twice.
    """
    try:
        wall = datetime.fromisoformat(text.strip())
    except ValueError:
        wall = None
    if wall is None or wall.year not in _YEARS:
        raise MomentError(f'"{text}" is no moment; write it like 2026-03-08T02:30')
    if wall.tzinfo:
        return wall.astimezone(UTC)
    tz = ZoneInfo(zone)
    first, second = (wall.replace(tzinfo=tz, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(tz).replace(tzinfo=None) != wall:
        later = first.astimezone(UTC).astimezone(tz)
        raise MomentError(
            f'"{text}" never comes in {zone}: the clocks are set forward; write {later:%Y-%m-%dT%H:%M}, or another time'
        )
    raise MomentError(
        f'"{text}" comes twice in {zone}: the clocks are set back; write {first.isoformat(timespec="minutes")} or '
        f"{second.isoformat(timespec='minutes')}"
    )
