"""`/pages`: pages, and answers to them in the name of those whom they have reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from deskbot.engine.api_acts import ApiActs
from deskbot.engine.api_once import ApiOnce, Done, Named
from deskbot.engine.api_reads import ApiReads, PageTold
from deskbot.model.api_token import ApiToken, Scope
from deskbot.model.choice import Choice
from deskbot.model.page import PageState
from deskbot.store.database import Session
from deskbot.web.api.answered import answer_of
from deskbot.web.api.gate import NAMED, needs
from deskbot.web.api.problems import documented
from deskbot.web.api.values import LARGEST, Cursor, Document, Key, Limit, Line, Page, Plain, key_of, page_of

READ, WRITE = needs(Scope.PAGES_READ), needs(Scope.PAGES_WRITE)


class PageOut(BaseModel):
    """The wish that a responder takes a ticket."""

    id: int
    ticket: int = Field(examples=[1042])
    state: PageState
    code: int = Field(description="What a responder texts before the letter: 7a takes it.", examples=[7])
    policy: str = Field(examples=["urgent"])
    people: list[str] = Field(description="Keys of the staff with whom it is now.", examples=[["ana"]])
    acknowledged_by: str = Field(description="Empty where nobody has it.", examples=["ana"])
    acknowledged_at: datetime | None
    next_step_at: datetime | None = Field(description="When it goes on, unless somebody takes it.")
    verified: bool = Field(description="Whether the sender of what it is about is proven.")
    created_at: datetime
    closed_at: datetime | None


class PageAnswerIn(Document):
    """In whose name a page is answered."""

    responder: Annotated[Line, Field(min_length=1)] = Field(
        description="The key in desk.yaml of somebody whom the page has reached.", examples=["ana"]
    )


class PageAnsweredOut(BaseModel):
    """What came of it, in the words that they would hear by phone."""

    done: bool
    says: str = Field(examples=["You have taken T-1042 No dial tone in Austin."])


@dataclass(frozen=True, slots=True)
class Pages:
    """The routes."""

    reads: ApiReads
    acts: ApiActs
    once: ApiOnce

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(tags=["Pages"])
        add: Any = router.add_api_route
        add("/pages", self.listed, response_model=Page[PageOut], responses=documented(), summary="List pages")
        add("/pages/{key}", self.one, response_model=PageOut, responses=documented(404), summary="Look at a page")
        for path, endpoint, words in (
            ("acknowledge", self.acknowledge, "Take a page"),
            ("escalate", self.escalate, "Pass a page on to the next level"),
        ):
            add(
                f"/pages/{{key}}/{path}",
                endpoint,
                methods=["POST"],
                response_model=PageAnsweredOut,
                responses=documented(404, 409),
                summary=words,
            )
        return router

    async def listed(
        self,
        state: Annotated[list[PageState], Query(default_factory=list)],
        token: ApiToken = READ,
        ticket: Annotated[int | None, Plain, Query(ge=1, le=LARGEST)] = None,
        cursor: Cursor = "",
        limit: Limit = 50,
    ) -> Page[PageOut]:
        """List pages, the newest first."""
        _ = token
        found = await self.reads.pages(state, ticket, key_of(cursor), limit + 1)
        return page_of(found, limit, page_out, lambda one: one.page.id)

    async def one(self, key: Key, token: ApiToken = READ) -> PageOut:
        """Look at a page."""
        _ = token
        return page_out(await self.reads.page(key))

    async def acknowledge(
        self, key: Key, body: PageAnswerIn, named: Named = NAMED, token: ApiToken = WRITE
    ) -> JSONResponse:
        """Take a page in the name of somebody whom it has reached: nobody else is called any more."""
        return await self._respond(key, body, Choice.ACKNOWLEDGE, named, token)

    async def escalate(
        self, key: Key, body: PageAnswerIn, named: Named = NAMED, token: ApiToken = WRITE
    ) -> JSONResponse:
        """Pass a page on at once, in the name of somebody whom it has reached."""
        return await self._respond(key, body, Choice.ESCALATE, named, token)

    async def _respond(
        self, key: int, body: PageAnswerIn, choice: Choice, named: Named, token: ApiToken
    ) -> JSONResponse:
        async def act(session: Session) -> Done:
            answer = await self.acts.respond(session, token, key, body.responder, choice)
            return Done(200, {"done": answer.done, "says": answer.text})

        return answer_of(await self.once.do(named, act))


def page_out(told: PageTold) -> PageOut:
    """Return a page as it is told."""
    page = told.page
    return PageOut(
        id=page.id,
        ticket=page.ticket,
        state=page.state,
        code=page.code,
        policy=page.policy,
        people=list(told.people),
        acknowledged_by=page.acknowledged_by,
        acknowledged_at=page.acknowledged_at,
        next_step_at=page.due_at,
        verified=page.verified,
        created_at=page.created_at,
        closed_at=told.closed_at,
    )
