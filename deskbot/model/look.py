"""What is known of a place that is fetched from, as a mailbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Look:
    """How the last looks went."""

    looked_at: datetime | None = None
    """When somebody could look last; None where nobody could yet."""
    trouble: str = ""
    """Why nobody can since, in words that a stranger may read; empty where the last look went well."""
    since: datetime | None = None
    """Since when nobody can."""


def after(last: Look, trouble: str, now: datetime) -> Look:
    """Return what is known after another look, which went well or met some trouble."""
    if not trouble:
        return Look(now)
    return Look(last.looked_at, trouble, last.since or now)
