"""Events, and where programs want to hear of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Event(StrEnum):
    """What happens of which programs may hear."""

    TICKET_CREATED = "ticket.created"
    TICKET_UPDATED = "ticket.updated"
    TICKET_MESSAGE = "ticket.message"
    """A message of the reseller's, an answer, or a note."""
    TICKET_CLOSED = "ticket.closed"
    PAGE_OPEN = "page.open"
    PAGE_ACKNOWLEDGED = "page.acknowledged"
    PAGE_UNANSWERED = "page.unanswered"
    PAGE_CANCELLED = "page.cancelled"
    PAGE_FOLDED = "page.folded"

    @property
    def of_page(self) -> bool:
        """Return whether it is the desk's own affair."""
        return self.value.startswith("page.")


class DeliveryState(StrEnum):
    """Where an event stands on its way to one webhook."""

    QUEUED = "queued"
    """Also where nothing is due: another of its ticket goes first, or the webhook rests or is off."""
    SENT = "sent"
    """The program has said that it has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address to which events are sent."""

    id: int
    url: str
    events: frozenset[Event]
    reseller_id: int | None
    generation: int
    rotated_at: datetime | None
    failing_since: datetime | None
    off_at: datetime | None
    created_at: datetime
    created_by: str

    @property
    def fails(self) -> bool:
        """Return whether it has not taken what it was sent last."""
        return self.failing_since is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What became of one try to tell a program of an event."""

    status: int | None = None
    """The HTTP status that it answered; None where it answered none."""
    says: str = ""
    """What went wrong, in words; empty where nothing did."""

    @property
    def answered(self) -> bool:
        """Return whether the program has answered at all."""
        return self.status is not None

    @property
    def taken(self) -> bool:
        """Return whether the program has it."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004  (what HTTP calls a success)
