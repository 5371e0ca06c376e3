"""A page (somebody must come) and its notifications (each one attempt by one medium)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Medium(StrEnum):
    """The ways to reach a responder."""

    SMS = "sms"
    VOICE = "voice"
    MAIL = "mail"
    SLACK = "slack"
    """A direct message of our app."""
    TELEGRAM = "telegram"
    """A message of our bot."""
    CANARY = "canary"
    """The phone of a program that answers at once: by it the whole way is tried."""

    @property
    def rings(self) -> bool:
        """Return whether it reaches a phone: what becomes of it is reported, and can be asked for."""
        return self in (Medium.SMS, Medium.VOICE)

    @property
    def chat(self) -> bool:
        """Return whether it is a message with buttons, which is written anew when its page is taken or ends."""
        return self in (Medium.SLACK, Medium.TELEGRAM)


class PageState(StrEnum):
    """Where a page stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    """Somebody has it. With a due time it is paged anew then, unless something has happened on its ticket."""
    UNANSWERED = "unanswered"
    """Every level and repeat went by: the fallback contact and the reseller were told."""
    CANCELLED = "cancelled"
    """Its ticket needs nobody any more."""
    FOLDED = "folded"
    """Another page stands for it, as both are about the same trouble: who answers this one answers that one."""


class Attempt(StrEnum):
    """Where a notification, or one dispatch of it, stands; `rank` gives the order in which states may follow."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    """A carrier took it, and nothing was heard of it since; a late report still counts."""
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

    def may_become(self, state: Attempt) -> bool:
        """Return whether a report may move it there: only forward, and never from an end."""
        return not self.final and state.rank > self.rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """The wish to reach one responder by one medium; each try of it with a carrier is a dispatch."""

    id: int
    step: int
    """The page's step that made it."""
    responder: str
    medium: Medium
    state: Attempt
    created_at: datetime
    due_at: datetime | None = None
    """When it is handed to a carrier, or what has become of it is asked; None when nothing is due."""
    sent_at: datetime | None = None
    """When a carrier was given it last; None before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One handing over of a notification to a carrier."""

    carrier: str
    provider_id: str = ""
    """The carrier's own id for it; empty where none is known."""
    state: Attempt
    """SENDING also where nobody knows whether the carrier has taken it."""
    code: int | None = None
    """The carrier's number for what went wrong."""
    up: bool | None = None
    """Whether the carrier itself worked, whatever became of this; None while nobody knows."""
    begun_at: datetime
    updated_at: datetime

    @property
    def taken(self) -> bool:
        """Return whether the carrier has certainly taken it."""
        return bool(self.provider_id) or Attempt.SENDING.rank < self.state.rank <= Attempt.DELIVERED.rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The wish that a responder takes a ticket."""

    id: int
    ticket: int
    policy: str
    state: PageState
    step: int = 0
    """Counts its steps; each pages one level, or one person. 0 before the first."""
    level: int
    """The place in the policy of the level that is being paged, as the policy was then; -1 before the first."""
    round: int
    """0 is the first time through the levels; it only grows."""
    begun: int = 0
    """The round in which it began, or began anew after an acknowledgement that came to nothing."""
    done: tuple[str, ...] = ()
    """The keys of the levels that have had their turn in this round."""
    code: int
    """What a responder types before the letter ("7a"); not used again until long after the page has closed."""
    due_at: datetime | None
    """When the next step is due; None when none is."""
    created_at: datetime
    acknowledged: tuple[str, ...] = ()
    """Who has acknowledged, the first of them first; a policy may want several."""
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    verified: bool = True
