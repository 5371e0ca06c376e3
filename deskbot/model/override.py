"""An override: somebody says that for a while others are on call than the schedule says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OverrideKind(StrEnum):
    """What an override does to a schedule for its span."""

    ADD = "add"
    """Somebody is on call as well, also where nobody is."""
    REMOVE = "remove"
    """Somebody is not on call."""
    REPLACE = "replace"
    """Somebody is on call wherever another would have been."""
    SHIFT = "shift"
    """A fixed temporary shift: its people are on call, and nobody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What somebody decided about a schedule, for a span of time; it is kept when it is taken back."""

    id: int = 0
    """0 until it is kept."""
    schedule: str
    """Key of the schedule."""
    kind: OverrideKind
    off: str = ""
    """Key of whoever goes; set for `REMOVE` and `REPLACE`."""
    on: tuple[str, ...] = ()
    """Keys of those who come; one for `ADD` and `REPLACE`, one or more for `SHIFT`."""
    start: datetime
    end: datetime
    """The moment from which on it does not hold any more."""
    by: str
    """Who decided it: a key of the staff, or a name."""
    why: str = ""
    made_at: datetime
    swap: str = ""
    """What the two replacements of a swap share: they are made together and taken back together; empty for others."""
    cancelled_at: datetime | None = None
    cancelled_by: str = ""

    @property
    def holds(self) -> tuple[datetime, datetime]:
        """From when until when it counts: not before it was made, and not after it was taken back.

        What somebody decides afterwards does not change who was on call. Where the end is not after the begin it
        never counted.
        """
        end = self.end if self.cancelled_at is None else min(self.end, self.cancelled_at)
        return max(self.start, self.made_at), end

    def holds_at(self, moment: datetime) -> bool:
        """Return whether it counts at a moment."""
        start, end = self.holds
        return start <= moment < end
