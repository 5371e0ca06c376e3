"""*Pager*, behind *On call*: for a while nobody is paged for what can wait; and does a page reach somebody?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from deskbot.access.console import Doing, may
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.maintaining import Maintaining
from deskbot.engine.trying import Trying
from deskbot.errors import DeskbotError, NotFoundError, UnavailableError
from deskbot.escalation.maintenance import MaintenanceError, whom
from deskbot.escalation.watch.trying import media_of
from deskbot.model.account import SignedIn
from deskbot.model.maintenance import Maintenance
from deskbot.web.console import oncall
from deskbot.web.console.gate import Endpoint, Fields, Gate, line_in
from deskbot.web.console.pages import sent_to
from deskbot.web.rows import row_number

PATH = "/console/pager"
SPANS: Mapping[str, str] = {
    "30": "30 minutes",
    "60": "1 hour",
    "120": "2 hours",
    "240": "4 hours",
    "480": "8 hours",
    "720": "12 hours",
}
_LONGEST_WHY = 200
_SAID = {
    "on": "Maintenance has begun. The desk is told by mail.",
    "off": "Maintenance has ended: pages go out again.",
    "tried": "They are being paged for nothing. What becomes of it stands below.",
    "away": "The test is gone.",
}


@dataclass(frozen=True, slots=True)
class PagerPages:
    """Shows both, and does them."""

    gate: Gate
    desk: Desk
    clock: Clock
    maintaining: Maintaining
    trying: Trying

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        return {PATH: self.gate.page(Doing.LOOK, self._looked_at)}

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        press = self.gate.press
        return {
            f"{PATH}/maintenance": press(Doing.PLAN, self._begin),
            f"{PATH}/maintenance/end": press(Doing.PLAN, self._end),
            f"{PATH}/test": press(Doing.PLAN, self._try),
            f"{PATH}/test/end": press(Doing.PLAN, self._take_away),
        }

    async def _looked_at(self, request: Request, who: SignedIn) -> Response:
        return await self._page(who, said=_SAID.get(request.query_params.get("said", ""), ""))

    async def _begin(self, _: Request, who: SignedIn, fields: Fields) -> Response:
        try:
            await self.maintaining.begin(self._wanted(who, fields))
        except UnavailableError:
            raise
        except DeskbotError as error:
            return await self._page(who, wrong=str(error))
        return _to("on")

    async def _end(self, _: Request, who: SignedIn, __: Fields) -> Response:
        if not await self.maintaining.end(who.account.author):
            return await self._page(who, wrong="there is no maintenance any more: pages go out")
        return _to("off")

    async def _try(self, _: Request, who: SignedIn, fields: Fields) -> Response:
        person, now = fields.get("person", "")[:100], self.clock.now()
        try:
            await self.trying.ready(person, now)
            await self.trying.begin(person, who.account.author, now)
        except UnavailableError:
            raise
        except DeskbotError as error:
            return await self._page(who, wrong=str(error))
        return _to("tried")

    async def _take_away(self, _: Request, __: SignedIn, fields: Fields) -> Response:
        number = row_number(fields.get("test"))
        if number is None:
            raise NotFoundError("There is no such test")
        await self.trying.end(-number)
        return _to("away")

    def _wanted(self, who: SignedIn, fields: Fields) -> Maintenance:
        now, minutes = self.clock.now(), fields.get("minutes", "")
        if minutes not in SPANS:
            raise MaintenanceError("say for how long")
        return Maintenance(
            start=now,
            end=now + timedelta(minutes=int(minutes)),
            everything=bool(fields.get("everything")),
            by=who.account.author,
            why=line_in(fields, "why", _LONGEST_WHY),
        )

    async def _page(self, who: SignedIn, *, said: str = "", wrong: str = "") -> Response:
        return self.gate.pages.show(
            "pager.html",
            who,
            here=oncall.PATH,
            status=422 if wrong else 200,
            said=said,
            wrong=wrong,
            maintenance=[(one, whom(one)) for one in await self.maintaining.now()],
            trials=await self.trying.newest(),
            staff=[(key, person.name) for key, person in self.desk.staff.items() if media_of(person)],
            name_of=self.desk.name_of,
            spans=SPANS,
            plans_it=may(who.account.role, Doing.PLAN),
        )


def _to(said: str) -> Response:
    return sent_to(f"{PATH}?said={said}")
