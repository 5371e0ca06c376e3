"""The page about one ticket: all that was said and found out, and what somebody does about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from deskbot.access.console import Doing, may
from deskbot.engine.agents import Agents
from deskbot.engine.held_answers import LONGEST, HeldAnswers, News, Seen
from deskbot.engine.ticket_view import TicketView, TicketViews
from deskbot.engine.writing import ANSWER, NOTE, Writing
from deskbot.errors import DeskbotError, NotFoundError, UnavailableError
from deskbot.model.account import SignedIn
from deskbot.model.case import Category, Severity
from deskbot.web.console.gate import Endpoint, Fields, Gate
from deskbot.web.console.pages import HEADERS

BASE = "/console/tickets/{number:int}"
LARGEST_ID = 2**63 - 1
CHANNELS = {"email": "mail", "sms": "text", "phone": "phone", "slack": "Slack", "telegram": "Telegram"}
STATES = {
    "new": "new",
    "waiting-desk": "waits for the desk",
    "waiting-reseller": "waits for the reseller",
    "resolved": "resolved",
    "closed": "closed",
    "merged": "merged",
}
SAID = {
    "sent": "Your answer goes out in ten seconds. Until then you can take it back.",
    "back": "Your answer was taken back. Nobody has read it, and its words are your draft again.",
    "noted": "Noted. No reseller sees it.",
    "draft": "Kept as your draft.",
}


@dataclass(frozen=True, slots=True)
class TicketParts:
    """What the page works by."""

    views: TicketViews
    agents: Agents
    held: HeldAnswers
    writing: Writing


@dataclass(frozen=True, slots=True)
class Composer:
    """What stands in the boxes, and what is said of it."""

    answer: str = ""
    note: str = ""
    seen: Seen | None = None
    """What has been seen by whoever sees the news."""
    news: tuple[News, ...] = ()
    """What others have written meanwhile, for which an answer was not sent."""
    wrong: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class TicketPages:
    """Shows a ticket, and does what is pressed there."""

    gate: Gate
    parts: TicketParts

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        page = self.gate.page
        return {
            BASE: page(Doing.LOOK, self.ticket),
            f"{BASE}/why": page(Doing.LOOK, self.why),
            f"{BASE}/entries/{{entry:int}}": page(Doing.LOOK, self.entry),
        }

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        press = self.gate.press
        return {
            f"{BASE}/answer": press(Doing.WORK, self.answer),
            f"{BASE}/note": press(Doing.WORK, self.note),
            f"{BASE}/take-back": press(Doing.WORK, self.take_back),
        }

    # -- what is shown

    async def ticket(self, request: Request, who: SignedIn) -> Response:
        """Show a ticket."""
        said = SAID.get(request.query_params.get("said", ""), "")
        return await self._show(number_in(request), who, said=said, before=_number(request.query_params.get("before")))

    async def why(self, request: Request, who: SignedIn) -> Response:
        """Show why triage made of a ticket what it did."""
        view, rulings = await self.parts.views.rulings(number_in(request))
        return self.gate.pages.show("ticket_why.html", who, here="", view=view, rulings=rulings)

    async def entry(self, request: Request, who: SignedIn) -> Response:
        """Show all of an entry that is too long for the timeline."""
        number, entry = number_in(request), request.path_params["entry"]
        author, text = await self.parts.views.entry(number, entry)
        return self.gate.pages.show("ticket_entry.html", who, number=number, author=author, text=text, entry=entry)

    # -- what is pressed

    async def answer(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Send an answer off, or keep it as a draft."""
        number, text = number_in(request), fields.get("text", "")
        if fields.get("act") == "draft":
            await self.parts.writing.keep(number, who.account, ANSWER, text)
            return to(number, "draft", "answer")
        seen = Seen(_number(fields.get("seen")) or 0, _number(fields.get("seen_held")) or 0)
        try:
            sending = await self.parts.held.send(number, text, who.account, seen)
        except (UnavailableError, NotFoundError):
            raise
        except DeskbotError as error:
            return await self._show(number, who, Composer(answer=text, wrong=_sentence(error)), status=422)
        if sending.held is None:
            composer = Composer(answer=text, news=sending.news, seen=sending.seen)
            return await self._show(number, who, composer, status=409)
        return to(number, "sent", "answer")

    async def note(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Add a note that no reseller sees, or keep it as a draft."""
        number, text = number_in(request), fields.get("text", "")
        if fields.get("act") == "draft":
            await self.parts.writing.keep(number, who.account, NOTE, text)
            return to(number, "draft", "note")
        try:
            await self.parts.agents.note(number, text[: LONGEST + 1], who.account.author)
        except (UnavailableError, NotFoundError):
            raise
        except DeskbotError as error:
            return await self._show(number, who, Composer(note=text, wrong=_sentence(error)), status=422)
        await self.parts.writing.keep(number, who.account, NOTE, "")
        return to(number, "noted", "note")

    async def take_back(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Take an answer back that has not gone out."""
        number = number_in(request)
        await self.parts.held.take_back(number, _number(fields.get("held")) or 0, who.account)
        return to(number, "back", "answer")

    # -- how

    async def _show(
        self,
        number: int,
        who: SignedIn,
        composer: Composer | None = None,
        *,
        said: str = "",
        before: int | None = None,
        status: int = 200,
    ) -> Response:
        view = await self.parts.views.of(number, before=before)
        around = await self.parts.writing.around(number, who.account)
        written = composer or Composer()
        values: dict[str, Any] = {
            "view": view,
            "around": around,
            "answer": written.answer or around.drafts.get(ANSWER, ""),
            "note": written.note or around.drafts.get(NOTE, ""),
            "seen": written.seen or Seen(view.last, around.seen_held),
            "composer": written,
            "said": said or written.said,
            "older": before is not None,
            "works": may(who.account.role, Doing.WORK),
            **self._choices(view),
        }
        return self.gate.pages.show("ticket.html", who, status=status, here="/console/tickets", **values)

    def _choices(self, view: TicketView) -> dict[str, Any]:
        desk, shelf = self.parts.agents.desk, self.parts.agents.shelf
        return {
            "channels": CHANNELS,
            "states": STATES,
            "severities": list(Severity),
            "categories": list(Category),
            "staff": [(key, person.name) for key, person in desk.staff.items()],
            "playbooks": [(one.id, one.title) for one in shelf.current.published.playbooks],
            "state": STATES[view.ticket.state],
        }


def number_in(request: Request) -> int:
    """Return the number of the ticket that a path names."""
    return int(request.path_params["number"])


def to(number: int, said: str, anchor: str = "") -> Response:
    """Send somebody to a ticket, where they are told what was done."""
    behind = f"#{anchor}" if anchor else ""
    return RedirectResponse(f"/console/tickets/{number}?said={said}{behind}", 303, headers=dict(HEADERS))


def _number(text: str | None) -> int | None:
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_ID else None  # noqa: PLR2004


def _sentence(error: DeskbotError) -> str:
    said = str(error)
    return f"{said[:1].upper()}{said[1:]}."
