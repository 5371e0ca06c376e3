"""Maintenance: a time in which nobody is paged for what can wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance:
    """Somebody's decision; it ends by itself."""

    start: datetime
    end: datetime
    everything: bool = False
    """Also what is S1."""
    by: str
    why: str
    number: int = 0
