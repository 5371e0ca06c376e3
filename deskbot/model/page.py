"""A page (somebody must come) and its notifications (each one attempt by one medium)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Medium(StrEnum):
    """The ways to reach a responder."""

    SMS = "sms"
    VOICE = "voice"


class PageState(StrEnum):
    """Where a page stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    UNANSWERED = "unanswered"
    """Every level and repeat went by: the fallback contact and the reseller were told."""
    CANCELLED = "cancelled"
    """Its ticket needs nobody any more."""
    FOLDED = "folded"
    """Another page stands for it, as both are about the same trouble: who answers this one answers that one."""


class Attempt(StrEnum):
    """Where one notification stands; `rank` gives the order in which states may follow."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    RINGING = "ringing"
    DELIVERED = "delivered"
    """The text is on the phone, or the call was picked up; nobody has acknowledged by that."""
    FAILED = "failed"
    """Provably reached nobody: undelivered, busy, no answer, voicemail, refused."""
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        """Return whether nothing can follow."""
        return self in (Attempt.FAILED, Attempt.CANCELLED)

    @property
    def rank(self) -> int:
        """Return the place in the order; a report may only move a notification to a higher one."""
        return list(Attempt).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """One attempt to reach one responder by one medium."""

    id: int
    level: int
    """0 is the first level."""
    round: int
    """0 is the first time through the levels."""
    responder: str
    medium: Medium
    state: Attempt
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The wish that a responder takes a ticket."""

    id: int
    ticket: int
    policy: str
    state: PageState
    level: int
    """The level that is being paged; -1 before the first."""
    round: int
    code: int
    """What a responder types before the letter ("7a"); not used again until long after the page has closed."""
    due_at: datetime | None
    """When the next step is due; None when none is."""
    created_at: datetime
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    verified: bool = True
