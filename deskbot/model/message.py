"""What comes in and what goes out, free of any wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

MAIL = "email"
"""The channel of mail, whose addresses have domains."""

MARKER = "## reply above this line ##"
"""Stands at the top of every letter of ours; what an answer holds below it is ours."""


class Automatic(StrEnum):
    """The kinds of mail that a machine wrote; none of them is answered."""

    AUTO_REPLY = "auto-reply"
    BOUNCE = "bounce"
    LIST = "list"
    RECEIPT = "receipt"
    """What became of a mail of ours, other than a bounce: read, delivered, or complained of (a feedback report)."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address on one wire, with the name that stood beside it."""

    address: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message. `sha256` names its bytes in the blob store."""

    filename: str
    content_type: str
    size: int
    sha256: str
    inline: bool = False
    content_id: str = ""
    """Under which the HTML body shows it (`cid:…`), without angle brackets."""
    content: bytes = field(default=b"", repr=False, compare=False)
    """The bytes, while they are on their way to the blob store; empty afterwards."""
    source: str = ""
    """Where its channel fetches the bytes, where they did not come with the message; size and name are unknown then."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What is seen of a message at the door, before anybody has read it: enough to say whose turn it is.

    None of it is proven, unless they were admitted.
    """

    sender: str
    """The address, as the channel's identities have it."""
    client: str = ""
    """The network client that brought it; empty where others stand in front of us, who bring everybody's."""
    words: str = field(default="", repr=False)
    """How it begins."""
    admitted: bool = False
    """Whether it was let in as theirs, by a password, a token or a signed link: nobody else crowds them there."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a channel hands to intake: the raw payload, and the provider's own id for it."""

    channel: str
    external_id: str
    """Unique within the channel; a second arrival with the same id changes nothing."""
    raw: bytes = field(repr=False)
    envelope: Mapping[str, Any] = field(default_factory=dict)
    """What the wire knew beside the payload (peer, recipients, …); must fit into JSON."""
    glance: Glance | None = None
    """None for what cannot come in floods: it waits for nobody."""


@dataclass(frozen=True, slots=True)
class Authentication:
    """What the wire says about the sender; `access` judges it."""

    results: tuple[str, ...] = ()
    """Authentication-Results headers, topmost first, unfolded."""
    peer: str = ""
    """The IP address that delivered the message to us."""
    proven_by_wire: bool = False
    """True where the wire itself proves the sender (a signed webhook of a linked account)."""
    submitted_as: str = ""
    """The address as which the client signed in (SMTP AUTH); it proves that address and no other."""
    fetched: bool = False
    """True for mail fetched from our own mailbox: its provider delivered it, whatever the peer."""
    own_check: bool = False
    """True where we checked SPF, DKIM, DMARC and ARC ourselves: `results` holds what we found, and nothing else."""
    open_signature: str = ""
    """What signatures of the sender's domain leave open, in words: a pass of such a one alone proves nothing."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What a bounce says of one address that our mail did not reach."""

    address: str
    permanent: bool
    """False where the mail server goes on trying."""
    status: str = ""
    """The enhanced status code (RFC 3463), e.g. 5.1.1, or the SMTP reply code."""
    why: str = ""
    """The mail server's own words."""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A mail that a message passes on, less the header that stands above it."""

    text: str
    """What it says, without its signature."""
    signature: str = ""
    sender: Address | None = None
    """Who wrote it, as far as it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One message of a person (or of a machine that writes like one), normalised."""

    channel: str
    external_id: str
    sender: Address
    reply_to: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    thread_tokens: tuple[str, ...] = ()
    """Reply tokens found in the recipients' addresses, unchecked."""
    automatic: Automatic | None = None
    automatic_certain: bool = False
    """True where structure or headers leave no doubt that no person wrote it: a report, an answer that is marked as
    automatic, or one of another desk like this; False where words, a subject, a list or a daemon's name say so."""
    text: str = ""
    """The whole body as text."""
    reply: str = ""
    """What the writer wrote anew: no quotes of earlier messages, no signature, but the body of a forwarded one."""
    signature: str = ""
    """The writer's signature, as it stood below `reply`."""
    html: str = ""
    """The body as harmless HTML, for people to look at; empty where the message had none."""
    forwarded_from: Address | None = None
    """Who wrote the message that this one passes on, as far as it says."""
    own: str | None = None
    """What of `reply` the writer says themselves, beside what they pass on; None where that is all of it."""
    forwarded: tuple[Forwarded, ...] = ()
    """The mails in `reply` that the writer passes on: the newest first, those within it and those attached below."""
    undelivered: tuple[Undelivered, ...] = ()
    """The addresses that a bounce is about."""
    reported: tuple[str, ...] = ()
    """Message-IDs of the mail that a bounce or a receipt is about."""
    attachments: tuple[Attachment, ...] = ()
    authentication: Authentication = field(default_factory=Authentication)
    about: int | None = None
    """The ticket that the writer names for the message, unchecked; None where they name none."""
    anew: bool = False
    """Whether the writer wants a ticket of its own for it, whatever was spoken of last."""
    urgent: bool = False
    """Whether the writer says outright, by a command, that the ticket is urgent."""
    chosen: str = ""
    """The category that the writer chose in a form, by its word (`Category`); empty where there was no choice."""
    inside: bool = False
    """Whether it was said in the desk's room: no word of it is a reseller's."""
    changes: bool = False
    """Whether it tells only how its writer has changed an earlier message, or that they have taken it back."""
    more_follows: bool = False
    """Whether it is numbered as a piece of something longer of which others have not come."""
    begun: bool = True
    """Whether its beginning is there, without which nobody knows what the rest is said of."""
    titled: bool = True
    """Whether the writer gave it a subject; else that is made of its first words, and says nothing of its own."""
    threaded: bool = True
    """Whether its wire keeps apart what belongs together; else it goes on with what was spoken of last."""
    one_by_one: bool = False
    """Whether its writer is asked one question at a time, and answers that."""
    answerable: bool = True
    """False where the sender asked for no automatic answer, or none can reach them."""
    defects: tuple[str, ...] = ()
    """What was wrong with the payload, in words for the desk."""

    @property
    def ancestors(self) -> tuple[str, ...]:
        """The ids of the messages that it answers, the nearest last."""
        return tuple(one for one in (*self.references, self.in_reply_to) if one)

    @property
    def words(self) -> str:
        """What the writer wrote anew, signature included: names and numbers to call back stand there."""
        return "\n\n".join(part for part in (self.reply, self.signature) if part)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that a reader may say by pressing a button, on wires that have such."""

    label: str
    """On the button, in the reader's language."""
    says: str
    """What pressing it says, as if they had written that; at most `LONGEST_OFFER` bytes.

    Who presses proves by it nothing but that they did: it is read, and judged, as their own words are.
    """


LONGEST_ANSWER = 400
"""Characters of an answer to a question that are read."""
LONGEST_OFFER = 64
"""Bytes that fit behind a button on every wire (Telegram's `callback_data`)."""


@dataclass(frozen=True, slots=True)
class Question:
    """One missing fact that we ask for."""

    key: str
    text: str
    short: str
    helpful: bool = False
    """Whether the fact would help, and nothing waits for it."""
    claimed: bool = False
    """Whether the writer says that it came with the message, and it did not."""
    options: tuple[Offer, ...] = ()
    """What is answered most often; each says it without its ticket's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbound:
    """One message to one address, before its channel renders it."""

    channel: str
    to: Address
    subject: str
    text: str
    brief: str = ""
    """The same as it is said where no letters are written; empty where the text is said as it is."""
    ticket: int | None = None
    message_id: str | None = None
    """The id under which the wire shall know it, where the wire lets us choose one."""
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    reply_token: str = ""
    questions: tuple[Question, ...] = ()
    offers: tuple[Offer, ...] = ()
    """What may be answered by pressing a button; the text tells how it is said without."""
    files: tuple[Attachment, ...] = ()
    """What goes with it; the bytes are in the blob store, and are fetched when it is sent."""
    ask_all: str = ""
    """On a button that opens a form with all the questions, in the reader's language; empty for no such button."""
    automatic: bool = True
    """True for what no person wrote; such messages carry the wire's mark for it."""
    internal: bool = False
    """True for messages to the desk's own people."""
    instead: bool = False
    """True for what goes by another way than was meant: where it does not arrive either, it goes nowhere else."""


class Outcome(StrEnum):
    """How an attempt to send ended."""

    SENT = "sent"
    NOT_SENT = "not-sent"
    """Certainly not sent, and worth another try."""
    REFUSED = "refused"
    """Certainly not sent, and another try would end the same way."""
    MAYBE_SENT = "maybe-sent"
    """The peer may have it: never blindly sent again (a page is the exception)."""


class InboundState(StrEnum):
    """Where a message stands that was accepted; all but the first are ends, and people see each of them."""

    ACCEPTED = "accepted"
    """Triage has yet to decide on it."""
    TICKETED = "ticketed"
    """It is part of a ticket, or has done what an agent wanted done."""
    FILED = "filed"
    """It is junk, or no person wrote it for us to read; one step away from being a ticket."""
    QUARANTINED = "quarantined"
    """It could not be read or decided on; likewise."""


class OutboxState(StrEnum):
    """Where a message on its way out stands; the last four are ends."""

    QUEUED = "queued"
    SENDING = "sending"
    """Past the point of no return: the peer may have it."""
    SENT = "sent"
    REFUSED = "refused"
    """It will never arrive, or was tried for too long."""
    MAYBE_SENT = "maybe-sent"
    """The peer may have it: it is not sent again."""
    DROPPED = "dropped"
    """It was taken back before it went out."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of one attempt to send."""

    outcome: Outcome
    detail: str = ""
    provider_id: str = ""
    known_as: str = ""
    """Under which id an answer to it refers to it, where the wire chooses that id: as `Inbound.message_id` has them."""
    code: int | None = None
    """The wire's own error code, where it gave one (SMTP reply, Twilio error)."""
    after: float = 0.0
    """Seconds for which the peer wants nothing more of it."""
    asked: bool = True
    """False where it did not come as far as to ask the peer to take it: that says nothing of this message."""
    ours: bool = False
    """Whether the fault is ours, and most likely lies in this very message."""
