"""A ticket as the rest of the code sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deskbot.errors import NotFoundError
from deskbot.model.case import Category, Finding, Severity

UNOWNED = "nobody"
"""Whom people name when nobody is to own a ticket any more."""


def reference(number: int) -> str:
    """Return what people call the ticket; those of canaries and tests are nobody's, and have no number."""
    return f"T-{number}" if number > 0 else "TEST"


class NoTicketError(NotFoundError):
    """There is no such ticket, or not for the one who asked."""

    def __init__(self, number: int) -> None:
        """Name it."""
        super().__init__(f"there is no ticket T-{number}")


class State(StrEnum):
    """Where a ticket stands; the transitions are in `deskbot.tickets.lifecycle`."""

    NEW = "new"
    WAITING_DESK = "waiting-desk"
    WAITING_RESELLER = "waiting-reseller"
    RESOLVED = "resolved"
    CLOSED = "closed"
    MERGED = "merged"

    @property
    def open(self) -> bool:
        """Return whether work on the ticket goes on."""
        return self in (State.NEW, State.WAITING_DESK, State.WAITING_RESELLER)


OPEN_STATES = tuple(state for state in State if state.open)


class Entry(StrEnum):
    """The kinds of a timeline's entries."""

    MESSAGE = "message"
    REPLY = "reply"
    NOTE = "note"
    DECISION = "decision"
    STATE = "state"
    PAGE = "page"
    DELIVERY = "delivery"
    TASK = "task"
    SLA = "sla"


WRITTEN = (Entry.MESSAGE, Entry.REPLY, Entry.NOTE)
"""Entries that hold what somebody has written; all others are ours, and say the same on every ticket."""


class Link(StrEnum):
    """How two tickets belong together: the first one of them to the second."""

    ALIKE = "alike"
    """They look as if they were about the same trouble."""
    PART_OF = "part-of"
    """It is part of an incident, and worked on there."""
    MERGED = "merged"
    """It was merged into the other."""
    SPLIT = "split"
    """It was split off the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A trouble ticket."""

    number: int
    state: State
    subject: str
    category: Category
    severity: Severity
    verified: bool
    created_at: datetime
    updated_at: datetime
    reseller_id: int | None = None
    contact_id: int | None = None
    owner: str = ""
    parent: int | None = None
    """The incident that it is a part of."""
    merged_into: int | None = None
    playbook: str | None = None
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    asked: int = 0
    reminders: int = 0
    closed_at: datetime | None = None
    first_response_at: datetime | None = None
