"""What was sent and what its senders were told: the one side of the sum. Pure data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Answer(StrEnum):
    """What one try to hand over a message came to, as its sender saw it."""

    ACCEPTED = "accepted"
    """250, 200, an acknowledgement: it is deskbot's from then on."""
    REFUSED = "refused"
    """Come back later; it may have been stored all the same, as what was given up is not undone."""
    REJECTED = "rejected"
    """Never: no message of the load deserves that."""
    UNKNOWN = "unknown"
    """All of it was sent, and no answer came."""
    UNFINISHED = "unfinished"
    """It was broken off before its end: nothing of it may be stored."""


class Excuse(StrEnum):
    """What a fault may legitimately cause."""

    LETTER_MAYBE_SENT = "a letter may be marked as maybe sent"
    PAGED_AGAIN = "a page may come again, under the same code"
    SET_ASIDE = "a message may lie in quarantine, as whoever read it died over it"


@dataclass(frozen=True, slots=True)
class Window:
    """A fault and when it held; in seconds since the begin of the run, on our clock."""

    fault: str
    begin: float
    end: float
    excuses: frozenset[Excuse] = frozenset()
    note: str = ""
    """What is to be said of it in the table, or why it could not be done."""


@dataclass(frozen=True, slots=True)
class Try:
    """One try to hand a message over."""

    at: float
    """When it ended."""
    answer: Answer


@dataclass(eq=False, slots=True)
class Message:
    """One message of the load, however often it was handed over."""

    channel: str
    key: str
    """What its provider calls it: the same at each try."""
    sender: str
    urgent: bool = False
    """Whether somebody has to be paged for it."""
    ticket: int | None = None
    """The ticket that it answers; None where it has to open one."""
    sha256: str = ""
    """Of its bytes; empty where its provider wraps it in its own."""
    tries: list[Try] = field(default_factory=list)

    @property
    def opens(self) -> bool:
        """Return whether it has to become a ticket of its own."""
        return self.ticket is None

    @property
    def answer(self) -> Answer | None:
        """Return what its sender knows of it: the best answer of all; None before the first."""
        told = {one.answer for one in self.tries}
        return next((one for one in BEST_FIRST if one in told), None)

    @property
    def accepted_at(self) -> float | None:
        """Return when it was accepted first."""
        return min((one.at for one in self.tries if one.answer is Answer.ACCEPTED), default=None)


BEST_FIRST = (Answer.ACCEPTED, Answer.UNKNOWN, Answer.REFUSED, Answer.REJECTED, Answer.UNFINISHED)


@dataclass(frozen=True, slots=True)
class Taken:
    """That a responder has said that they take a page."""

    at: float
    responder: str
    ticket: int | None
    """None for one of several that they were paged for at once, and that was not named to them."""
    told: bool = True
    """Whether they were told that they have it; where they were not nobody knows."""


@dataclass(slots=True)
class Ledger:
    """Everything that the world around deskbot has done, and was told."""

    messages: list[Message] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
