"""`/on-call`: who is on call, and who decides otherwise for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, Field

from deskbot.clock import Clock
from deskbot.engine.api_once import ApiOnce, Done, Named
from deskbot.engine.oncall import Oncall
from deskbot.engine.overriding import Overriding
from deskbot.errors import DeskbotError
from deskbot.escalation.roster.timeline import Shift
from deskbot.model.api_token import ApiToken, Scope
from deskbot.model.override import Override, OverrideKind
from deskbot.store.database import Session
from deskbot.web.api.answered import answer_of, replayed
from deskbot.web.api.gate import NAMED, needs
from deskbot.web.api.problems import documented
from deskbot.web.api.values import Cursor, Document, Key, Limit, Line, Page, key_of, page_of

READ, WRITE = needs(Scope.ONCALL_READ), needs(Scope.ONCALL_WRITE)
LONGEST = timedelta(days=100)
EARLIEST, LATEST = 2000, 2200
"""Years about which somebody may ask."""
Person = Annotated[Line, Field(min_length=1)]


class ShiftOut(BaseModel):
    """People who are on call together."""

    people: list[str] = Field(description="Keys of the staff; empty where nobody is.", examples=[["ana"]])
    start: datetime | None = Field(description="Null where it has no begin.")
    end: datetime | None = Field(description="Null where no end is known.")
    overrides: list[int] = Field(description="The overrides that made it what it is.")


class OnCallOut(BaseModel):
    """Who is on call now."""

    schedule: str = Field(examples=["primary"])
    zone: str = Field(examples=["America/Chicago"])
    shift: ShiftOut


class OverrideOut(BaseModel):
    """For a while others are on call than the schedule says."""

    id: int
    schedule: str
    kind: OverrideKind
    off: str
    on: list[str]
    start: datetime
    end: datetime
    by: str
    why: str
    made_at: datetime
    cancelled_at: datetime | None
    cancelled_by: str


class OverrideIn(Document):
    """Who shall be on call instead of whom."""

    schedule: Person = Field(examples=["primary"])
    kind: OverrideKind = Field(
        description="add: somebody comes as well; remove: somebody goes; replace: one for another; "
        "shift: these and nobody else.",
        examples=["replace"],
    )
    off: Line = Field(default="", description="Who goes: for remove and replace.", examples=["ana"])
    on: list[Person] = Field(default_factory=list[str], description="Who comes.", max_length=20, examples=[["ben"]])
    start: AwareDatetime | None = Field(default=None, description="Now, unless it is given.")
    end: AwareDatetime
    why: Line = Field(default="", examples=["flu"])


@dataclass(frozen=True, slots=True)
class OnCall:
    """The routes."""

    oncall: Oncall
    overriding: Overriding
    once: ApiOnce
    clock: Clock

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(tags=["On call"])
        add: Any = router.add_api_route
        add("/on-call", self.now, response_model=list[OnCallOut], responses=documented(), summary="Who is on call")
        add(
            "/on-call/shifts",
            self.shifts,
            response_model=list[ShiftOut],
            responses=documented(),
            summary="Who will be, or was, on call",
        )
        add(
            "/on-call/overrides",
            self.listed,
            response_model=Page[OverrideOut],
            responses=documented(422),
            summary="List overrides",
        )
        add(
            "/on-call/overrides",
            self.made,
            methods=["POST"],
            status_code=201,
            response_model=OverrideOut,
            responses=documented(409),
            summary="Put others on call for a while",
        )
        add(
            "/on-call/overrides/{key}/cancel",
            self.taken_back,
            methods=["POST"],
            response_model=list[OverrideOut],
            responses=documented(404, 409),
            summary="Take an override back",
        )
        return router

    async def now(self, token: ApiToken = READ) -> list[OnCallOut]:
        """Say who is on call now, for each schedule."""
        _ = token
        found = await self.oncall.shifts_now()
        return [OnCallOut(schedule=plan.key, zone=plan.zone, shift=shift_out(shift)) for plan, shift in found]

    async def shifts(
        self,
        schedule: Annotated[str, Query(pattern=r"^[^\x00]+$", max_length=200, examples=["primary"])],
        start: AwareDatetime,
        end: AwareDatetime,
        token: ApiToken = READ,
    ) -> list[ShiftOut]:
        """Say who is on call between two moments, at most a hundred days apart; gaps are shifts of nobody."""
        _ = token
        _check_span(start, end)
        return [shift_out(one) for one in await self.oncall.shifts(schedule, start, end)]

    async def listed(
        self, token: ApiToken = READ, cursor: Cursor = "", limit: Limit = 50, *, past: bool = False
    ) -> Page[OverrideOut]:
        """List the overrides that hold now or will, as they were made; with `past` all there ever were."""
        _ = token
        found = await self.overriding.told(key_of(cursor) or 0, limit + 1, past=past)
        return page_of(found, limit, override_out, lambda one: one.id)

    async def made(self, body: OverrideIn, named: Named = NAMED, token: ApiToken = WRITE) -> JSONResponse:
        """Put others on call for a while; who is on call by then is told by the shifts."""
        now = self.clock.now()
        start = body.start or now
        _check_years(start, body.end)
        wanted = Override(
            schedule=body.schedule,
            kind=body.kind,
            off=body.off,
            on=tuple(body.on),
            start=start,
            end=body.end,
            by=token.author,
            why=body.why,
            made_at=now,
        )

        async def act(session: Session) -> Done:
            kept = await self.overriding.keep(session, wanted)
            return Done(201, override_out(kept).model_dump(mode="json"))

        return answer_of(await self.once.do(named, act))

    async def taken_back(self, key: Key, named: Named = NAMED, token: ApiToken = WRITE) -> JSONResponse:
        """Take an override back from now on, with the other half where it is one of a swap."""

        async def act(session: Session) -> Done:
            found = await self.overriding.take_back(session, key, token.author)
            return Done(200, {"overrides": [override_out(one).model_dump(mode="json") for one in found]})

        done = await self.once.do(named, act)
        return JSONResponse(done.body["overrides"], done.status, replayed(done))


def _check_years(*moments: datetime) -> None:
    if not all(EARLIEST < one.year < LATEST for one in moments):
        raise DeskbotError(f"a moment lies between the years {EARLIEST} and {LATEST}")


def _check_span(start: datetime, end: datetime) -> None:
    _check_years(start, end)
    if end <= start:
        raise DeskbotError("the end is not after the start")
    if end - start > LONGEST:
        raise DeskbotError(f"ask for {LONGEST.days} days at most")


def shift_out(shift: Shift) -> ShiftOut:
    """Return a shift as it is told."""
    return ShiftOut(people=list(shift.people), start=shift.start, end=shift.end, overrides=list(shift.overrides))


def override_out(one: Override) -> OverrideOut:
    """Return an override as it is told."""
    return OverrideOut(
        id=one.id,
        schedule=one.schedule,
        kind=one.kind,
        off=one.off,
        on=list(one.on),
        start=one.start,
        end=one.end,
        by=one.by,
        why=one.why,
        made_at=one.made_at,
        cancelled_at=one.cancelled_at,
        cancelled_by=one.cancelled_by,
    )
