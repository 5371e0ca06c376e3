"""Tickets and what is said on them, as programs send and read them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from deskbot.access.confidential import masked
from deskbot.engine.api_reads import ArrivalTold, Said, TicketTold
from deskbot.model.case import Category, Severity
from deskbot.model.ticket import State
from deskbot.tickets.excerpt import one_line
from deskbot.tickets.reference import reference
from deskbot.web.api.sent_files import MOST_FILES, FileIn
from deskbot.web.api.values import Document, Line, Mail, Words

Fact = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
Value = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=300)]


class TicketOut(BaseModel):
    """A ticket."""

    number: int = Field(examples=[1042])
    reference: str = Field(examples=["T-1042"])
    state: State
    severity: Severity
    category: Category
    subject: str = Field(examples=["No dial tone in Austin"])
    reseller: str = Field(description="Its key; empty where the ticket is nobody's.", examples=["brightpath"])
    contact: str = Field(description="By name.", examples=["Ty Okafor"])
    owner: str = Field(description="Who works on it, by name; empty for nobody.", examples=["Ana Diaz"])
    verified: bool = Field(description="Whether its sender is proven.")
    facts: dict[str, str] = Field(description="What is known, by the fact's key.", examples=[{"release": "7.1.2"}])
    missing: list[str] = Field(description="Keys of the facts that are still asked for.", examples=[["host_id"]])
    playbook: str | None = Field(description="The known issue that it is taken for; for the desk's own tokens.")
    incident: int | None = Field(description="The ticket of which it is a part; for the desk's own tokens.")
    merged_into: int | None
    language: str = Field(examples=["en"])
    rating: int | None = Field(description="1 to 5, as the reseller gave it.")
    created_at: datetime
    updated_at: datetime
    first_response_at: datetime | None
    closed_at: datetime | None


class FileOut(BaseModel):
    """A file that came with a message."""

    id: int
    name: str = Field(examples=["trace.pcap"])
    content_type: str = Field(examples=["application/vnd.tcpdump.pcap"])
    size: int = Field(description="In bytes.", examples=[48213])


class MessageOut(BaseModel):
    """What a person has written on a ticket: a message of the reseller's, an answer, or a note of the desk's."""

    id: int
    ticket: int
    at: datetime
    kind: str = Field(examples=["message"])
    author: str = Field(examples=["ty@brightpathvoice.example"])
    public: bool = Field(description="Whether the reseller sees it.")
    verified: bool = Field(description="Whether its sender is proven.")
    channel: str = Field(description="By which it came; empty for what was written here.", examples=["email"])
    text: str = Field(examples=["It is back since noon, thank you."])
    files: list[FileOut]


class ArrivalOut(BaseModel):
    """A message that was accepted; nothing of it is lost from here on."""

    id: int
    state: str = Field(
        description="accepted: waits; ticketed: part of a ticket; filed, quarantined: lies before the desk's people.",
        examples=["accepted"],
    )
    accepted_at: datetime
    ticket: int | None = Field(description="Its ticket, once it has one.")
    why: str = Field(description="Why it is part of none, in words; for the desk's own tokens.")


class AcceptedOut(BaseModel):
    """Where to look what becomes of a message."""

    arrival: int = Field(examples=[311])


class Sender(Document):
    """Who at the reseller says it; answers go to their mail address."""

    address: Mail = Field(examples=["ty@brightpathvoice.example"])
    name: Line = Field(default="", examples=["Ty Okafor"])


class TicketIn(Document):
    """A trouble to report."""

    sender: Sender
    subject: Line = Field(examples=["No dial tone in Austin"])
    text: Words = Field(examples=["All phones are dead since 9:10. Galaxy 3000G, release 7.1.2."])
    files: list[FileIn] = Field(default_factory=list[FileIn], max_length=MOST_FILES)


class MessageIn(Document):
    """What somebody at the reseller says on a ticket."""

    sender: Sender
    text: Words = Field(examples=["We have restarted it, and it is still so."])
    files: list[FileIn] = Field(default_factory=list[FileIn], max_length=MOST_FILES)


class AnswerIn(Document):
    """What the desk answers."""

    text: Words = Field(examples=["Please set the gateway back to G.711, and tell us whether it helps."])
    files: list[FileIn] = Field(default_factory=list[FileIn], max_length=MOST_FILES)


class NoteIn(Document):
    """What stays inside."""

    text: Words = Field(examples=["Seen in release 7.1.1 as well."])


class AnsweredOut(BaseModel):
    """To how many addresses an answer goes."""

    ticket: int
    addresses: int = Field(examples=[2])


class NotedOut(BaseModel):
    """On which ticket it stands now."""

    ticket: int


class TicketChange(Document):
    """What is set on a ticket; what is left out stays as it is. All of it is done, or nothing."""

    owner: Annotated[Line, Field(min_length=1)] | None = Field(
        default=None, description="A key of the staff in desk.yaml, or nobody: it is given back.", examples=["ana"]
    )
    severity: Severity | None = None
    category: Category | None = None
    playbook: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,80}$")] | None = Field(
        default=None, description="The known issue; empty says that none fits.", examples=["one-way-audio-nat"]
    )
    facts: dict[Fact, Value] = Field(
        default_factory=dict[str, str], description="An empty value says that it is not known after all.", max_length=40
    )
    state: State | None = Field(
        default=None, description="resolved (the reseller is asked whether it is) or closed.", examples=["resolved"]
    )
    why: Line = Field(default="", description="What solved it, or why it is closed.")


def ticket_out(told: TicketTold) -> TicketOut:
    """Return a ticket as it is told."""
    one = told.ticket
    return TicketOut(
        number=one.number,
        reference=reference(one.number),
        state=one.state,
        severity=one.severity,
        category=one.category,
        subject=masked(one_line(one.subject)),
        reseller=told.reseller,
        contact=told.contact,
        owner=told.owner,
        verified=one.verified,
        facts={finding.key: finding.value for finding in one.findings},
        missing=list(one.missing),
        playbook=one.playbook,
        incident=one.parent,
        merged_into=one.merged_into,
        language=told.language,
        rating=told.rating,
        created_at=one.created_at,
        updated_at=one.updated_at,
        first_response_at=one.first_response_at,
        closed_at=one.closed_at,
    )


def message_out(said: Said) -> MessageOut:
    """Return what was said as it is told."""
    return MessageOut(
        id=said.id,
        ticket=said.ticket,
        at=said.at,
        kind=said.kind,
        author=said.author,
        public=said.public,
        verified=said.verified,
        channel=said.channel,
        text=said.text,
        files=[FileOut(id=one.id, name=one.name, content_type=one.content_type, size=one.size) for one in said.files],
    )


def arrival_out(told: ArrivalTold) -> ArrivalOut:
    """Return what has become of a message as it is told."""
    return ArrivalOut(id=told.id, state=told.state, accepted_at=told.accepted_at, ticket=told.ticket, why=told.why)
