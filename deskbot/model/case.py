"""What triage reads (the Case) and what it says (the Decision), with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deskbot.model.directory import Contact, Reseller, System
from deskbot.model.message import Automatic, Inbound, Question

ACTIVE, EXPIRED = "active", "expired"
"""What the directory can say of a system's subscription."""


class Category(StrEnum):
    """What a ticket is about; one per ticket."""

    INCIDENT = "incident"
    RMA = "rma"
    LICENCE = "licence"
    HOWTO = "howto"
    ACCESS = "access"
    ENHANCEMENT = "enhancement"
    SECURITY = "security"
    STATUS = "status"
    ENDUSER = "enduser"
    JUNK = "junk"


class Severity(StrEnum):
    """S1 critical … S4 question."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"

    @property
    def urgent(self) -> bool:
        """Return whether the pager is concerned."""
        return self in (Severity.S1, Severity.S2)

    def at_least(self, other: Severity) -> bool:
        """Return whether this is as severe as `other`, or more."""
        return self.value <= other.value


class Standing(StrEnum):
    """How far the sender is believed."""

    PROVEN = "proven"
    UNPROVEN = "unproven"
    FORGED = "forged"
    """The domain's owner disowns the message (DMARC failed): it gets no automatic answer."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why triage said something: the rule, a sentence for people, the words that it stands on."""

    rule: str
    says: str
    evidence: str = ""


class Source(StrEnum):
    """Where a finding was read."""

    TEXT = "text"
    ATTACHMENT = "attachment"
    DIRECTORY = "directory"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Finding:
    """One diagnostic's value, with the words that it came from."""

    key: str
    value: str
    words: str = ""
    confidence: float = 1.0
    source: Source = Source.TEXT


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, as far as the directory knows, and how far they are believed."""

    standing: Standing
    why: str
    reseller: Reseller | None = None
    contact: Contact | None = None
    by: str = ""
    """How the reseller was found: "address", "domain", or empty."""
    person: str = ""
    """The name of the person who wrote, which a shared mailbox does not tell; empty where it is not plain."""

    @property
    def proven(self) -> bool:
        """Return whether facts of the directory and earlier messages may be used and told."""
        return self.standing is Standing.PROVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What is known from the ticket that a message belongs to."""

    number: int
    category: Category
    severity: Severity
    subject: str = ""
    findings: tuple[Finding, ...] = ()
    asked: int = 0
    """How often we have asked for missing facts."""
    letters: tuple[tuple[str, ...], ...] = ()
    """The facts that each letter of ours asks for, by the numbers there; first the one that the message answers."""
    answered: tuple[tuple[str, str], ...] = ()
    """What the writer wrote into our letter, below its questions: the fact, and the words."""
    playbook: str | None = None
    playbook_set: bool = False
    """Whether a person at the desk said which known issue it is, or that it is none."""
    severity_by: str = ""
    """Who at the desk set the severity that it has; empty where triage judged it."""
    language: str = ""
    """ISO 639-1 code of the language in which it was reported; empty where that was not plain."""
    resolved: bool = False
    """Whether it counts as over: somebody said so, or it is closed."""
    advised: str = ""
    """The playbook that was sent last, where nobody has said yet whether it helped, or it helped and all is over."""
    solved_asked: bool = False
    """Whether the last thing that we asked this writer is whether it is solved for them."""
    rating_asked: bool = False
    """Whether it is closed, and a rating was asked for."""
    task_lines: tuple[str, ...] = ()
    """What the message answers to hands-on tasks, as it stands there: no words about the trouble."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that triage may look at, gathered before it starts."""

    message: Inbound
    writer: Writer
    now: datetime
    systems: tuple[System, ...] = ()
    """The reseller's systems; empty for a writer who is not proven."""
    earlier: Earlier | None = None
    follows: int | None = None
    """The ticket to which the message's thread led, where it does not become part of it."""
    sent_away: datetime | None = None
    """When the writer was last told that an end customer belongs to their reseller; None for never, or long ago."""
    own_domains: frozenset[str] = frozenset()
    """The desk's own mail domains."""


class Action(StrEnum):
    """What becomes of a message."""

    OPEN = "open"
    """It opens a ticket."""
    UPDATE = "update"
    """It is added to its ticket."""
    FILE = "file"
    """It is filed as junk or automatic: visible in a list, one step away from being a ticket."""
    REDIRECT = "redirect"
    """It is filed as well, and its writer is told who can help: an end customer belongs to their reseller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One playbook's claim on a message."""

    playbook: str
    title: str
    score: float
    """0 … 1, rounded to four digits."""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do with a message, and why."""

    action: Action
    category: Category
    severity: Severity
    claimed: str = ""
    """The sender's own word for the urgency ("urgent"), kept beside the verdict."""
    automatic: Automatic | None = None
    playbook: str | None = None
    """The known issue that this is, where one clearly fits."""
    matches: tuple[Match, ...] = ()
    """The best candidates, best first, for the desk."""
    findings: tuple[Finding, ...] = ()
    """Every diagnostic that the ticket has after this message, one each, by key."""
    fresh: tuple[str, ...] = ()
    """Keys of the diagnostics that this message itself gave."""
    noted: tuple[tuple[str, str], ...] = ()
    """Facts that this message set right: their names in the language of the letters, and their values."""
    missing: tuple[str, ...] = ()
    """Required keys that the ticket still lacks."""
    questions: tuple[Question, ...] = ()
    """What to ask for now; empty where nothing is asked (any more)."""
    answer: bool = True
    """Whether the sender gets an automatic answer at all."""
    hand_over: bool = False
    """We have asked often enough: a person goes on with what is known."""
    solved: bool = False
    """The writer says that the trouble is over."""
    helped: bool | None = None
    """The answer to "did this solve it?", where the message gives one."""
    rating: int | None = None
    """1 … 5, where the message rates a ticket that is closed."""
    rating_words: str = ""
    only_rates: bool = False
    """The message does nothing else, or only thanks: a ticket that is over stays so."""
    entitlement: str = ""
    """What the directory says of the system's subscription: ACTIVE, EXPIRED, or empty for unknown."""
    topics: tuple[str, ...] = ()
    """What a question is about, where letters have something of their own to say; by name."""
    language: str = ""
    """ISO 639-1 code of the language of the ticket's letters; empty where it is not plain."""
    unread: str = ""
    """The English name of a language in which no rule reads: a person must; empty where there is none."""
    reasons: tuple[Reason, ...] = ()

    @property
    def urgent(self) -> bool:
        """Return whether the pager is concerned (an S2's page may wait for support hours)."""
        return self.severity.urgent and self.action in (Action.OPEN, Action.UPDATE)
