"""A ticket of which somebody and we have spoken on a wire that has no threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Spoken:
    """When that was, and who spoke last."""

    ticket: int
    at: datetime
    """The last word of either side."""
    asked: bool
    """Whether the last word was ours, and asked something."""
