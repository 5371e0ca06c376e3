"""*Now*: who is on call, what rings, which promises run out, and whether the engine is well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from deskbot.access.console import Doing, may_answer_pages
from deskbot.clock import Clock
from deskbot.commands import PAGE_DESK
from deskbot.commands.choices import BY_CHOICE, KEY_CONFIRM, PageOption, Words
from deskbot.desk import Desk
from deskbot.engine.health import Health
from deskbot.engine.interactions import Interactions
from deskbot.engine.maintaining import Maintaining
from deskbot.engine.oncall import Oncall
from deskbot.engine.standing import PageStanding, Standing
from deskbot.errors import NotFoundError
from deskbot.escalation.maintenance import whom
from deskbot.escalation.offers import offered
from deskbot.model.account import SignedIn
from deskbot.model.choice import Choice
from deskbot.model.command import Command
from deskbot.web.answer_page import LONGEST_WORDS, SPANS
from deskbot.web.console.gate import Endpoint, Fields, Gate, line_in
from deskbot.web.console.pages import sent_to
from deskbot.web.once import once, once_of, shortened
from deskbot.web.rows import row_number

PATH = "/console/now"
CHANNEL = "console"


@dataclass(frozen=True, slots=True)
class Now:
    """The page that a desk keeps open."""

    gate: Gate
    desk: Desk
    clock: Clock
    standing: Standing
    oncall: Oncall
    health: Health
    interactions: Interactions
    maintaining: Maintaining

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        return {PATH: self.gate.page(Doing.LOOK, self._now)}

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        return {f"{PATH}/page": self.gate.press(Doing.WORK, self._answer)}

    async def _now(self, request: Request, who: SignedIn) -> Response:
        pages, promises = await self.standing.pages(), await self.standing.promises()
        said = await self._said(who, request.query_params.get("said", ""))
        values: dict[str, Any] = {
            "now": self.clock.now(),
            "name_of": self.desk.name_of,
            "levels": await self.oncall.now(),
            "pages": [(one, self._offered(one, who), once()) for one in pages.shown],
            "more_pages": pages.more,
            "maintenance": [(one, whom(one)) for one in await self.maintaining.now()],
            "promises": promises,
            "verdict": await self.health.look(),
            "said": said,
        }
        return self.gate.pages.show("now.html", who, here=PATH, **values)

    async def _answer(self, _: Request, who: SignedIn, fields: Fields) -> Response:
        page = await self.standing.page(row_number(fields.get("page")) or 0)
        choice = next((one for one in Choice if one == fields.get("choice")), None)
        option = BY_CHOICE.get(choice) if choice else None
        if page is None or option is None:
            raise NotFoundError("There is no such page")
        if not may_answer_pages(who.account, self.desk.staff):
            return self.gate.pages.trouble(
                who,
                403,
                "Not for you",
                "A page is for somebody of the staff in desk.yaml, and your account is nobody's. An admin can change "
                "that.",
            )
        pressed, step = once_of(fields), fields.get("step", "")
        words = line_in(fields, "words", LONGEST_WORDS)
        lacks = option.choice is Choice.NOTE and not words
        if _asks(option) and (lacks or fields.get("confirmed") != KEY_CONFIRM):
            values: dict[str, Any] = {
                "one": page,
                "option": option,
                "once": pressed,
                "step": step,
                "confirm": KEY_CONFIRM,
                "spans": SPANS,
                "staff": [(key, one.name) for key, one in self.desk.staff.items() if key != who.account.staff],
                "longest": LONGEST_WORDS,
            }
            return self.gate.pages.show("page_question.html", who, here=PATH, **values)
        arguments = {
            "page": str(page.page.id),
            "answer": option.choice,
            "step": str(row_number(step) or 0),
            "words": f"{fields.get('to', '')[:LONGEST_WORDS]} {words}" if option.takes is Words.PERSON else words,
        }
        if fields.get("minutes") in dict(SPANS):
            arguments["minutes"] = fields["minutes"]
        answer = await self.interactions.carry_out(
            Command(PAGE_DESK, CHANNEL, who.account.staff, f"{who.account.id}:{pressed}", arguments)
        )
        if answer.later:
            return self.gate.pages.trouble(
                who, 503, "One moment", "It could NOT be noted, and nothing was done. Go back, and press again."
            )
        return sent_to(f"{PATH}?said={pressed}")

    async def _said(self, who: SignedIn, pressed: str) -> tuple[str, bool] | None:
        """Return what came of somebody's own last press, and whether it was done."""
        if not pressed or not pressed.isprintable():
            return None
        answer = await self.interactions.answered(CHANNEL, f"{who.account.id}:{shortened(pressed)}")
        return (answer.text, answer.done) if answer else None

    def _offered(self, one: PageStanding, who: SignedIn) -> tuple[PageOption, ...]:
        return offered(one.page, who.account.staff) if may_answer_pages(who.account, self.desk.staff) else ()


def _asks(option: PageOption) -> bool:
    """Return whether something is asked before it is done: whether it is meant, or what only words can say."""
    return bool(option.asks) or not option.pressed
