"""What `deskbot check` has found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    right: bool
    says: str
    doubtful: bool = False
    """It may be meant so; somebody should look at it all the same."""
