"""`/tickets`: tickets, what is said on them, and what the desk does to them."""

from __future__ import annotations

import asyncio
import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from deskbot.access.confidential import masked
from deskbot.engine.api_acts import ApiActs, Changes, File, Letter
from deskbot.engine.api_once import ApiOnce, Asked, Do, Done
from deskbot.engine.api_reads import ApiReads, ArrivalTold, Said, TicketTold
from deskbot.errors import DeskbotError
from deskbot.model.api_token import ApiToken, Scope
from deskbot.model.case import Category, Severity
from deskbot.model.ticket import State
from deskbot.model.ticket_list import Filters
from deskbot.store.database import Session
from deskbot.tickets.corrections import CATEGORY, PLAYBOOK, SEVERITY
from deskbot.tickets.excerpt import one_line
from deskbot.tickets.filters import folded_resellers, folded_tags
from deskbot.tickets.reference import reference
from deskbot.web.api.gate import NAMED, needs
from deskbot.web.api.problems import documented
from deskbot.web.api.values import Cursor, Document, Key, Limit, Line, Mail, Number, Page, Words, key_of, page_of
from deskbot.web.handed_out import handed_out

READ, WRITE = needs(Scope.TICKETS_READ), needs(Scope.TICKETS_WRITE)
MOST_FILES = 10
LARGEST_FILES = 10_000_000
"""Bytes of all files of one message."""
_PIECE = 400_000
"""Letters of base64 that are read at a time; a multiple of four."""

Name = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=200)]
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


class FileIn(Document):
    """A file to send."""

    name: Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f/\\]+$", max_length=200)] = Field(
        examples=["trace.txt"]
    )
    content_type: Annotated[
        str, StringConstraints(pattern=r"^(application|audio|image|text|video)/[a-z0-9][a-z0-9.+-]{0,80}$")
    ] = Field(default="application/octet-stream", examples=["text/plain"])
    content: Annotated[str, StringConstraints(max_length=14_000_000)] = Field(
        description="In base64.", examples=["SGVsbG8="], json_schema_extra={"contentEncoding": "base64"}
    )


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


@dataclass(frozen=True, slots=True)
class Tickets:
    """The routes."""

    reads: ApiReads
    acts: ApiActs
    once: ApiOnce
    base: str
    """Where the API begins, for `Location`."""

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(tags=["Tickets"])
        add: Any = router.add_api_route
        add("/tickets", self.listed, responses=documented(), response_model=Page[TicketOut], summary="List tickets")
        add(
            "/tickets",
            self.opened,
            methods=["POST"],
            status_code=202,
            response_model=AcceptedOut,
            responses=documented(409),
            summary="Report a trouble",
            description="The report is accepted like a mail of its sender's: whoever is on call is paged where it is "
            "urgent, and answers go to the sender's address. Look at the arrival for its ticket.",
        )
        add(
            "/tickets/{number}",
            self.one,
            response_model=TicketOut,
            responses=documented(404),
            summary="Look at a ticket",
        )
        add(
            "/tickets/{number}",
            self.changed,
            methods=["PATCH"],
            response_model=TicketOut,
            responses=documented(404, 409),
            summary="Assign a ticket, set it right, or end it",
        )
        add(
            "/tickets/{number}/messages",
            self.messages,
            response_model=Page[MessageOut],
            responses=documented(404),
            summary="List what was said on a ticket",
        )
        for path, endpoint, model, status, words in (
            ("messages", self.said, AcceptedOut, 202, "Say something as somebody at the reseller"),
            ("answers", self.answered, AnsweredOut, 201, "Answer the reseller"),
            ("notes", self.noted, NotedOut, 201, "Write a note that stays inside"),
        ):
            add(
                f"/tickets/{{number}}/{path}",
                endpoint,
                methods=["POST"],
                status_code=status,
                response_model=model,
                responses=documented(404, 409),
                summary=words,
            )
        add(
            "/arrivals/{key}",
            self.arrival,
            response_model=ArrivalOut,
            responses=documented(404),
            summary="See what has become of a message",
        )
        add(
            "/attachments/{key}",
            self.attachment,
            response_class=Response,
            responses=documented(404)
            | {
                200: {
                    "description": "The file",
                    "content": {"application/octet-stream": {"schema": {"type": "string"}}},
                }
            },
            summary="Fetch a file",
        )
        return router

    # -- what is read

    async def listed(
        self,
        state: Annotated[list[State], Query(default_factory=list)],
        severity: Annotated[list[Severity], Query(default_factory=list)],
        category: Annotated[list[Category], Query(default_factory=list)],
        channel: Annotated[list[Name], Query(default_factory=list, description="On which somebody takes part.")],
        tag: Annotated[list[Name], Query(default_factory=list, description="For the desk's own tokens.")],
        token: ApiToken = READ,
        q: Annotated[
            str, Query(pattern=r"^[^\x00]*$", max_length=200, description="Words, as in the console's search.")
        ] = "",
        owner: Annotated[str | None, Query(pattern=r"^[^\x00]*$", max_length=200, description="Empty: nobody.")] = None,
        reseller: Annotated[str, Query(pattern=r"^[^\x00]*$", max_length=200, description="Its key or name.")] = "",
        updated_since: AwareDatetime | None = None,
        cursor: Cursor = "",
        limit: Limit = 50,
    ) -> Page[TicketOut]:
        """List tickets, the newest first; of several values of a filter one has to fit."""
        filters = Filters(
            states=tuple(state),
            severities=tuple(severity),
            categories=tuple(category),
            channels=tuple(channel),
            tags=folded_tags(tag),
            owners=() if owner is None else (owner,),
            resellers=folded_resellers([reseller] if reseller else []),
            changed_since=updated_since,
            words=q,
        )
        found = await self.reads.tickets(token, filters, key_of(cursor), limit + 1)
        return page_of(found, limit, ticket_out, lambda one: one.ticket.number)

    async def one(self, number: Number, token: ApiToken = READ) -> TicketOut:
        """Look at a ticket."""
        return ticket_out(await self.reads.ticket(token, number))

    async def messages(
        self, number: Number, token: ApiToken = READ, cursor: Cursor = "", limit: Limit = 50
    ) -> Page[MessageOut]:
        """List messages, answers and notes, the oldest first; a reseller's token sees what is public."""
        found = await self.reads.messages(token, number, key_of(cursor) or 0, limit + 1)
        return page_of(found, limit, message_out, lambda one: one.id)

    async def arrival(self, key: Key, token: ApiToken = READ) -> ArrivalOut:
        """See what has become of a message that this token has handed in."""
        return arrival_out(await self.reads.arrival(token, key))

    async def attachment(self, key: Key, token: ApiToken = READ) -> Response:
        """Fetch a file that came with a message, byte for byte; it is never shown by a browser."""
        file, content = await self.reads.attachment(token, key)
        return handed_out(file.name, content, {})

    # -- what is done

    async def opened(self, body: TicketIn, named: Asked = NAMED, token: ApiToken = WRITE) -> JSONResponse:
        """Report a trouble in the name of somebody at a reseller."""
        letter = Letter(
            address=body.sender.address,
            name=body.sender.name,
            subject=body.subject,
            text=body.text,
            files=await read_files(body.files),
        )
        return await self._handed_in(token, named, letter)

    async def said(
        self, number: Number, body: MessageIn, named: Asked = NAMED, token: ApiToken = WRITE
    ) -> JSONResponse:
        """Say something on a ticket in the name of somebody at its reseller; it is taken as their mail would be."""
        letter = Letter(
            address=body.sender.address,
            name=body.sender.name,
            subject=f"[{reference(number)}]",
            text=body.text,
            files=await read_files(body.files),
            about=number,
        )
        return await self._handed_in(token, named, letter)

    async def _handed_in(self, token: ApiToken, named: Asked, letter: Letter) -> JSONResponse:
        async def act(session: Session) -> Done:
            return Done(202, {"arrival": await self.acts.hand_in(session, token, letter)})

        done = await self.once.do(named, act)
        return answer_of(done, {"Location": f"{self.base}/arrivals/{done.body['arrival']}"})

    async def answered(
        self, number: Number, body: AnswerIn, named: Asked = NAMED, token: ApiToken = WRITE
    ) -> JSONResponse:
        """Answer everybody who takes part in a ticket, each by their channel; for the desk's own tokens."""
        files = await read_files(body.files)

        async def act(session: Session) -> Done:
            reached = await self.acts.answer(session, token, number, body.text, files)
            return Done(201, {"ticket": number, "addresses": reached})

        return await self._done(named, act)

    async def noted(self, number: Number, body: NoteIn, named: Asked = NAMED, token: ApiToken = WRITE) -> JSONResponse:
        """Write a note that no reseller sees; for the desk's own tokens."""

        async def act(session: Session) -> Done:
            await self.acts.note(session, token, number, body.text)
            return Done(201, {"ticket": number})

        return await self._done(named, act)

    async def changed(
        self, number: Number, body: TicketChange, named: Asked = NAMED, token: ApiToken = WRITE
    ) -> JSONResponse:
        """Assign a ticket to somebody, set right what it is taken for, resolve or close it; for the desk's tokens."""
        if verdicts := {SEVERITY, CATEGORY, PLAYBOOK} & set(body.facts):
            raise DeskbotError(f'"{min(verdicts)}" is no fact: it has a field of its own')
        set_right = {"severity": body.severity, "category": body.category, "playbook": body.playbook, **body.facts}
        right = {key: str(value) for key, value in set_right.items() if value is not None}
        changes = Changes(owner=body.owner, right=right, state=body.state, why=body.why)

        async def act(session: Session) -> Done:
            await self.acts.change(session, token, number, changes)
            await session.flush()
            told = await self.reads.ticket_within(session, token, number)
            return Done(200, ticket_out(told).model_dump(mode="json"))

        return await self._done(named, act)

    async def _done(self, named: Asked, act: Do) -> JSONResponse:
        return answer_of(await self.once.do(named, act))


def answer_of(done: Done, headers: dict[str, str] | None = None) -> JSONResponse:
    """Return what a request is answered, and whether it was done before."""
    return JSONResponse(done.body, done.status, {**(headers or {}), **replayed(done)})


def replayed(done: Done) -> dict[str, str]:
    """Return the headers that say whether a request was done before."""
    return {"Idempotent-Replayed": "true"} if done.again else {}


async def read_files(files: list[FileIn]) -> list[File]:
    """Return the files of a request, byte for byte; a text may be of any encoding.

    Raises:
        DeskbotError: they are too large together, or one is no base64.
    """
    read = await asyncio.to_thread(lambda: [_read(one) for one in files])  # beside the doors, which go on answering
    if sum(len(one.content) for one in read) > LARGEST_FILES:
        raise DeskbotError(f"the files of one message have {LARGEST_FILES} bytes at most")
    return read


def _read(file: FileIn) -> File:
    content, text = bytearray(), file.content
    try:
        for start in range(0, len(text), _PIECE):  # each in a moment, as others wait while it is done
            content += base64.b64decode(text[start : start + _PIECE], validate=True)
    except (binascii.Error, ValueError):
        raise DeskbotError(f"the file {file.name} is no base64") from None
    return File(file.name, file.content_type, bytes(content))


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
