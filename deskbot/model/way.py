"""By which addresses somebody can be written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

FORM = "form"
"""The channel of what somebody writes on their ticket's own page; they are answered where they got its link."""


@dataclass(frozen=True, slots=True)
class Way:
    """One address of somebody."""

    channel: str
    address: str
    used_at: datetime | None = None
    """When they last wrote from there; None for never."""
    lost: bool = False
    """Whether a letter that was sent there will never arrive."""
