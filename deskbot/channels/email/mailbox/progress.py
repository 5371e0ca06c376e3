"""How far a mailbox has been taken, and which of its mails are still to be taken. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ZONES = timedelta(days=1)
"""The server's day may be another than ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What has been taken of one folder."""

    validity: int
    """UIDVALIDITY for which the numbers below mean something."""
    taken: int
    """Every mail with this UID or a lower one is taken, or is none of ours."""
    floor: int
    """The next UID when we began to count: of the mails below not each is ours."""
    since: str
    """Day (ISO) on which we first saw the folder: what others had read before is none of ours."""
    again: bool = False
    """Whether the UIDs have changed under us: then mail below `floor` may be ours although somebody has read it."""

    def as_text(self) -> str:
        """Return it as text, to be kept."""
        return json.dumps(asdict(self))

    @property
    def wanted(self) -> tuple[tuple[str, ...], ...]:
        """Return the searches that together find what is still to be taken.

        `*` is the highest UID even where that is lower than the number before it: the caller drops what is taken.
        """
        first = max(self.taken + 1, self.floor)
        searches: tuple[tuple[str, ...], ...] = (("UID", f"{first}:*"),)
        if self.taken + 1 < self.floor:
            below = ("UID", f"{self.taken + 1}:{self.floor - 1}")
            searches += ((*below, "UNSEEN"),)
            if self.again:
                searches += ((*below, "SINCE", _imap_date(date.fromisoformat(self.since) - _ZONES)),)
        return searches

    def advanced(self, taken: int) -> Progress:
        """Return it with more taken."""
        return replace(self, taken=max(self.taken, taken))


def progress_of(kept: str | None, validity: int, next_uid: int, today: date) -> Progress:
    """Return how far a folder was taken.

    Args:
        kept: what was kept the last time, None at first sight; what cannot be read counts as nothing.
        validity: the folder's UIDVALIDITY now.
        next_uid: its UIDNEXT now.
        today: the present day.
    """
    before = _read(kept)
    if before is None:
        return Progress(validity=validity, taken=0, floor=next_uid, since=today.isoformat())
    if before.validity != validity:
        # The ids of before mean nothing. All since our first day is handed in again: intake knows what it has.
        return Progress(validity=validity, taken=0, floor=next_uid, since=before.since, again=True)
    return before


def _read(kept: str | None) -> Progress | None:
    try:
        values: Any = json.loads(kept or "")
        progress = Progress(**values)
        date.fromisoformat(progress.since)
    except (ValueError, TypeError):
        return None
    return progress


def _imap_date(day: date) -> str:
    """Return a day as IMAP writes it, whatever language the machine speaks."""
    return f"{day.day:02d}-{_MONTHS[day.month - 1]}-{day.year:04d}"
