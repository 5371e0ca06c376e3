"""One round of the canary: a test mail in, a page out, an acknowledgement, an answer back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RoundState(StrEnum):
    """How a round stands."""

    RUNNING = "running"
    WELL = "well"
    MISSED = "missed"
    VOID = "void"
    """The clock was set back while it ran: it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round, as far as it has come."""

    id: int
    state: RoundState
    began_at: datetime
    accepted_at: datetime | None = None
    """When the mail door said 250."""
    ticketed_at: datetime | None = None
    paged_at: datetime | None = None
    acknowledged_at: datetime | None = None
    sent_at: datetime | None = None
    """When the relay took the answer."""
    returned_at: datetime | None = None
    """When the answer came in at our own door."""
    ended_at: datetime | None = None
    why: str = ""


def ticket_of(round_id: int) -> int:
    """Return the number of a round's ticket: one below zero, which no reference, tag or token can name."""
    return -round_id
