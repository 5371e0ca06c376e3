"""What is found in the end in the database, at the relay and at the carrier: the other side of the sum. Pure data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf


@dataclass(frozen=True, slots=True)
class Stored:
    """A message in the database."""

    id: int
    channel: str
    key: str
    state: str
    ticket: int | None
    entries: int = 1
    """How often it stands on timelines."""
    sha256: str = ""
    """Of what is kept of it."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket."""

    number: int
    severity: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the outbox."""

    key: str
    ticket: int | None
    to: str
    message_id: str
    state: str
    channel: str = "email"
    begun: float = 0.0
    """When it was written, by deskbot's clock."""
    ended: float = inf
    """When it was sent, by the same."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page."""

    ticket: int
    state: str
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class Rang:
    """A text or a call by which a carrier has paged somebody."""

    at: float
    ticket: int
    responder: str
    step: int


@dataclass(frozen=True, slots=True)
class Found:
    """All of it."""

    messages: Sequence[Stored] = ()
    tickets: Sequence[Ticket] = ()
    letters: Sequence[Letter] = ()
    pages: Sequence[Page] = ()
    """In the order in which they were opened."""
    rang: Sequence[Rang] = ()
    delivered: Counter[str] = field(default_factory=Counter)
    """How often the relay has taken each letter, by its Message-ID."""
