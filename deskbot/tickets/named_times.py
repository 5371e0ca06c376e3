"""When something is wanted, as an agent writes it: "14:30", "friday", "in 2h". Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from deskbot.errors import DeskbotError

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_IN = re.compile(r"(?:in )?(\d{1,3}) ?(m|min|minutes?|h|hours?|d|days?)")
_AT = re.compile(
    rf"(?:(today|tomorrow|{'|'.join(_DAYS)}|\d{{4}}-\d{{2}}-\d{{2}})(?: at)? )?(\d{{1,2}}):(\d{{2}})"
    rf"|(today|tomorrow|{'|'.join(_DAYS)}|\d{{4}}-\d{{2}}-\d{{2}})"
)
_END_OF_WORK = (17, 0)
"""The hour of a day that is named without one."""


def read_when(words: str, now: datetime) -> datetime | None:
    """Return the moment that an agent names, on the wall clock of `now`'s zone; None where it cannot be read.

    "14:30", "tomorrow 9:00", "friday", "2026-11-30 08:00", "in 2h". A bare time that is over today means tomorrow.
    """
    text = " ".join(words.casefold().split())
    span = _IN.fullmatch(text)
    if span:
        return _later(int(span[1]), span[2][0], now)
    found = _AT.fullmatch(text)
    if found is None:
        return None
    day_word = found[1] or found[4] or ""
    hour, minute = (int(found[2]), int(found[3])) if found[2] else _END_OF_WORK
    try:
        day = _day(day_word, now)
        moment = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError:
        return None
    if not day_word and moment <= now:
        moment += timedelta(days=1)
    return moment if moment > now else None


def _later(count: int, unit: str, now: datetime) -> datetime:
    """Return the moment so many days (d), hours (h) or minutes (m) later; a day later it is the same time of day."""
    if unit == "d":
        return now + timedelta(days=count)
    span = timedelta(hours=count) if unit == "h" else timedelta(minutes=count)
    # On the wall clock alone, an hour too many would pass in the night in which the clocks are set back.
    return (now.astimezone(UTC) + span).astimezone(now.tzinfo)


def _day(word: str, now: datetime) -> datetime:
    """Return a moment of the day that a word names; today for no word.

    Raises:
        ValueError: there is no such day.
    """
    if word in ("", "today"):
        return now
    if word == "tomorrow":
        return now + timedelta(days=1)
    if word in _DAYS:
        return now + timedelta(days=(_DAYS.index(word) - now.weekday()) % 7 or 7)
    return now.replace(year=int(word[:4]), month=int(word[5:7]), day=int(word[8:10]))


def split_due(words: str, now: datetime) -> tuple[str, datetime | None]:
    """Return a task and when it is wanted from "by friday 10:00: swap the card"; without a time, all is the task.

    Raises:
        DeskbotError: the time has passed, or there is no such day.
    """
    head, colon, rest = words.partition(": ")
    if colon and head.casefold().startswith("by ") and rest.strip():
        moment = read_when(head[3:], now)
        if moment:
            return rest.strip(), moment
        if _AT.fullmatch(" ".join(head[3:].casefold().split())):
            raise DeskbotError(f'"{head}": that is no time to come; write "16:30", "friday 10:00" or "in 2h"')
    return words.strip(), None
