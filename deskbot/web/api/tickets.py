"""`/tickets`: tickets, what is said on them, and what the desk does to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime

from deskbot.engine.api_acts import ApiActs, Changes, Letter
from deskbot.engine.api_once import ApiOnce, Do, Done, Named
from deskbot.engine.api_reads import ApiReads
from deskbot.errors import DeskbotError
from deskbot.model.api_token import ApiToken, Scope
from deskbot.model.case import Category, Severity
from deskbot.model.ticket import UNOWNED, State
from deskbot.model.ticket_list import Filters
from deskbot.store.database import Session
from deskbot.tickets.corrections import CATEGORY, PLAYBOOK, SEVERITY
from deskbot.tickets.filters import folded_resellers, folded_tags
from deskbot.tickets.reference import reference
from deskbot.web.api.answered import answer_of
from deskbot.web.api.gate import NAMED, needs
from deskbot.web.api.problems import documented
from deskbot.web.api.sent_files import read_files
from deskbot.web.api.ticket_documents import (
    AcceptedOut,
    AnsweredOut,
    AnswerIn,
    ArrivalOut,
    MessageIn,
    MessageOut,
    NotedOut,
    NoteIn,
    TicketChange,
    TicketIn,
    TicketOut,
    arrival_out,
    message_out,
    ticket_out,
)
from deskbot.web.api.values import Cursor, Key, Limit, Name, Number, Page, key_of, page_of
from deskbot.web.handed_out import handed_out

LEADS_TO_ARRIVAL = {
    "Location": {
        "description": "The arrival, which tells its ticket.",
        "schema": {"type": "string", "format": "uri-reference"},
    }
}
READ, WRITE = needs(Scope.TICKETS_READ), needs(Scope.TICKETS_WRITE)


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
            responses={**documented(409), 202: {"headers": LEADS_TO_ARRIVAL}},
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
        q: Annotated[Name, Query(description="Words, as in the console's search.")] = "",
        owner: Annotated[Name | None, Query(description=f'"{UNOWNED}", or empty: nobody has it.')] = None,
        reseller: Annotated[Name, Query(description="Its key or name.")] = "",
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
            owners=() if owner is None else ("" if owner == UNOWNED else owner,),
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

    async def opened(self, body: TicketIn, named: Named = NAMED, token: ApiToken = WRITE) -> JSONResponse:
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
        self, number: Number, body: MessageIn, named: Named = NAMED, token: ApiToken = WRITE
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

    async def _handed_in(self, token: ApiToken, named: Named, letter: Letter) -> JSONResponse:
        async def act(session: Session) -> Done:
            return Done(202, {"arrival": await self.acts.hand_in(session, token, letter)})

        done = await self.once.do(named, act)
        return answer_of(done, {"Location": f"{self.base}/arrivals/{done.body['arrival']}"})

    async def answered(
        self, number: Number, body: AnswerIn, named: Named = NAMED, token: ApiToken = WRITE
    ) -> JSONResponse:
        """Answer everybody who takes part in a ticket, each by their channel; for the desk's own tokens."""
        files = await read_files(body.files)

        async def act(session: Session) -> Done:
            reached = await self.acts.answer(session, token, number, body.text, files)
            return Done(201, {"ticket": number, "addresses": reached})

        return await self._done(named, act)

    async def noted(self, number: Number, body: NoteIn, named: Named = NAMED, token: ApiToken = WRITE) -> JSONResponse:
        """Write a note that no reseller sees; for the desk's own tokens."""

        async def act(session: Session) -> Done:
            await self.acts.note(session, token, number, body.text)
            return Done(201, {"ticket": number})

        return await self._done(named, act)

    async def changed(
        self, number: Number, body: TicketChange, named: Named = NAMED, token: ApiToken = WRITE
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

    async def _done(self, named: Named, act: Do) -> JSONResponse:
        return answer_of(await self.once.do(named, act))
