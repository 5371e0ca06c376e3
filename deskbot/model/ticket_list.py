"""What a list of tickets is asked for, and what it tells of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deskbot.model.case import Category, Severity
from deskbot.model.ticket import State

NOBODY = ""
"""The owner of a ticket that nobody has."""
NO_PLAYBOOK = ""
"""The playbook of a ticket that fits none."""
ANY_FACT = ""
"""Stands for whichever fact is missing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether it is what was looked for."""

    text: str
    found: bool = False


class Order(StrEnum):
    """In which order tickets are listed."""

    NEWEST = "newest"
    OLDEST = "oldest"
    CHANGED = "changed"
    """What has changed last is first."""
    GRAVEST = "gravest"
    DUE = "due"
    """Only those whose reseller waits for a first answer that was promised; the most urgent first."""


class Answer(StrEnum):
    """How it stands with a person's first answer."""

    AWAITED = "awaited"
    SOON = "soon"
    """Its time ends soon, or has ended."""
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which tickets are wanted; what is not said does not matter. Of several in one place one has to fit."""

    states: tuple[State, ...] = ()
    severities: tuple[Severity, ...] = ()
    categories: tuple[Category, ...] = ()
    owners: tuple[str, ...] = ()
    """Keys of the staff or names of accounts, or `NOBODY`."""
    resellers: tuple[str, ...] = ()
    """Their keys."""
    channels: tuple[str, ...] = ()
    """On which somebody takes part."""
    playbooks: tuple[str, ...] = ()
    """Ids, or `NO_PLAYBOOK`."""
    tags: tuple[str, ...] = ()
    missing: str | None = None
    """The key of a fact that is missing, or `ANY_FACT`."""
    opened_after: datetime | None = None
    opened_before: datetime | None = None
    changed_since: datetime | None = None
    silent_since: datetime | None = None
    """Nothing has happened since then."""
    answer: Answer | None = None
    answer_by: datetime | None = None
    """What `Answer.SOON` means."""
    unverified: bool = False
    """Only those whose sender is not proven."""
    rated: bool = False
    """Only those of which the reseller has said something for a rating."""
    order: Order = Order.NEWEST
    words: str = ""
    """What somebody looks for in them, as they wrote it."""
    public: bool = False
    """Whether only what the reseller may see is looked through."""
    reseller_id: int | None = None
    """The only one whose tickets there are for whoever asks; None for the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTicket:
    """A ticket as a list tells of it."""

    number: int
    state: State
    subject: str
    category: Category
    severity: Severity
    verified: bool
    created_at: datetime
    updated_at: datetime
    reseller: str = ""
    """By name; empty where it is nobody's."""
    owner: str = ""
    playbook: str = ""
    missing: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    promised_at: datetime | None = None
    """By when a person answers; None where none is awaited, or nothing was promised."""
    parent: int | None = None
    merged_into: int | None = None
    rating: int | None = None
    rating_words: str = ""
    closed_at: datetime | None = None
    found: tuple[Piece, ...] = ()
    """A piece of what was said on it that holds what was looked for; empty where nothing was."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list."""

    tickets: tuple[ListedTicket, ...]
    after: str = ""
    """Where the next page begins, for whoever asks for it; empty on the last one."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list that somebody keeps under a name."""

    id: int
    name: str
    query: str
    """The list's address behind its question mark."""
    own: bool
    """Whether it belongs to whoever asks."""
    shared: bool
    """Whether everybody at the desk sees it."""
