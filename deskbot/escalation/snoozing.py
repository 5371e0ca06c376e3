"""How long a page is put off by who has it. Pure."""

from __future__ import annotations

import re
from datetime import timedelta

USUAL = timedelta(minutes=30)
LONGEST = timedelta(hours=4)
"""Somebody is to look at an urgent ticket within a shift."""
SHORTEST = timedelta(minutes=1)

_SPAN = re.compile(
    r"(?:in\s|for\s)?\s*(?:(\d{1,3})\s?(?:h|hrs?|hours?)(?![a-z])\s*)?(?:(\d{1,4})\s?(?:m|mins?|minutes?)(?![a-z]))?"
    r"(?![0-9a-z])",
    re.IGNORECASE,
)


def read_span(words: str) -> tuple[timedelta, str] | None:
    """Read "30m", "2h" or "1h 30m" at the beginning of words; return it with what follows, None where there is none.

    A number without a unit is none, and neither are seconds and days.
    """
    found = _SPAN.match(words)
    if found is None or not (found[1] or found[2]):
        return None
    return timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0)), words[found.end() :]


def bounded(span: timedelta | None) -> timedelta:
    """Return for how long a page is put off that somebody wants to put off for so long."""
    return min(max(span, SHORTEST), LONGEST) if span is not None else USUAL


def shown(span: timedelta) -> str:
    """Return a span for people: "30 min", "2 h", "1 h 30 min"."""
    minutes = int(span.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )
