"""The page about one ticket: all that was said and found out, and what somebody does about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from deskbot.access.console import Doing, may
from deskbot.engine.agents import Agents
from deskbot.engine.composing import Composing, Preview
from deskbot.engine.held_answers import HeldAnswers, News, Seen
from deskbot.engine.joining import Joining
from deskbot.engine.pressing import Pressing
from deskbot.engine.snoozing import Snoozing
from deskbot.engine.tagging import Tagging
from deskbot.engine.ticket_files import TicketFiles
from deskbot.engine.ticket_view import TicketView, TicketViews
from deskbot.engine.timeline_runs import runs_of
from deskbot.engine.unseen_drafts import MergedMeanwhileError, Shown, UnseenDraftError, told
from deskbot.engine.writing import ANSWER, MOST_FILES, NOTE, SOLUTION, Colleague, Draft, Writing
from deskbot.errors import DeskbotError, NotFoundError, UnavailableError
from deskbot.model.account import SignedIn
from deskbot.model.case import Category, Severity
from deskbot.model.message import Attachment
from deskbot.tickets.joining import joined_words
from deskbot.tickets.reference import reference
from deskbot.tickets.words import CHANNELS
from deskbot.web.console.gate import Endpoint, Fields, Gate, by_of
from deskbot.web.console.pages import HEADERS, sent_to
from deskbot.web.handed_out import HARMLESS, handed_out
from deskbot.web.once import once
from deskbot.web.rows import row, row_number
from deskbot.web.sent_form import SentForm

BASE = f"/console/tickets/{row('number')}"
WITH = "with-"
"""In front of the SHA-256 of a file that is kept with a draft: a field that says that it still goes with it."""
_CHOSEN = ("set-severity", "set-category", "set-playbook", "more", "link-incident", "snooze-usual")
"""Boxes of which nobody writes words."""
SAID = {
    "sent": "Your answer goes out in ten seconds. Until then you can take it back.",
    "back": "Your answer was taken back. Nobody has read it, and its words are your draft again.",
    "noted": "Noted. No reseller sees it.",
    "draft": "Kept as your draft.",
    "set": "Set.",
    "assigned": "Assigned.",
    "back-to-nobody": "Given back: nobody has it.",
    "asked": "The reseller was asked for what is missing.",
    "suggested": "The reseller was sent the steps of the known issue.",
    "resolved": "Resolved. The reseller is asked whether it is solved for them.",
    "closed": "Closed.",
    "called": "Whoever is on call is being called.",
    "merged": "Merged. It can be undone below.",
    "split": "This message is a ticket of its own now. It can be undone below.",
    "linked": "Linked.",
    "unlinked": "No longer linked.",
    "undone": "Undone.",
    "tagged": "Tagged.",
    "untagged": "The tag is off.",
    "put-off": "Put off. It comes back by itself.",
    "taken-up": "Taken up again.",
}


@dataclass(frozen=True, slots=True)
class TicketParts:
    """What the page works by."""

    views: TicketViews
    agents: Agents
    held: HeldAnswers
    writing: Writing
    pressing: Pressing
    joining: Joining
    files: TicketFiles
    tagging: Tagging
    snoozing: Snoozing
    composing: Composing


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
    given: Mapping[str, str] = field(default_factory=dict[str, str])
    """What stood in the form of a press that was refused, by the names that its boxes have on the page."""
    previews: tuple[Preview, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All that somebody had written, without what they had only chosen."""
        return tuple(filter(None, (self.answer, self.note, *self.words_given)))

    @property
    def words_given(self) -> tuple[str, ...]:
        """What of it stood in the form of a press that was refused."""
        return tuple(value for name, value in self.given.items() if value and name not in _CHOSEN)


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
            f"{BASE}/entries/{row('entry')}": page(Doing.LOOK, self.entry),
            f"{BASE}/files/{row('file')}": page(Doing.LOOK, self.file),
            f"{BASE}/messages/{row('message')}/raw": page(Doing.WORK, self.raw),
        }

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        press, largest = self.gate.press, self.parts.writing.largest
        return {
            f"{BASE}/answer": self.gate.press_with_files(Doing.WORK, self.answer, largest),
            f"{BASE}/note": self.gate.press_with_files(Doing.WORK, self.note, largest),
            f"{BASE}/take-back": press(Doing.WORK, self.take_back),
            f"{BASE}/here": press(Doing.LOOK, self.here),
            f"{BASE}/draft": press(Doing.WORK, self.draft),
        }

    # -- what is shown

    async def ticket(self, request: Request, who: SignedIn) -> Response:
        """Show a ticket."""
        said = SAID.get(request.query_params.get("said", ""), "")
        return await self.show(
            number_in(request), who, said=said, before=row_number(request.query_params.get("before"))
        )

    async def why(self, request: Request, who: SignedIn) -> Response:
        """Show why triage made of a ticket what it did."""
        number = number_in(request)
        decisions = await self.parts.views.decisions(number)
        return self.gate.pages.show("ticket_why.html", who, number=number, decisions=decisions)

    async def entry(self, request: Request, who: SignedIn) -> Response:
        """Show all of an entry that is too long for the timeline."""
        number, entry = number_in(request), request.path_params["entry"]
        author, text = await self.parts.views.entry(number, entry)
        return self.gate.pages.show("ticket_entry.html", who, number=number, author=author, text=text, entry=entry)

    async def file(self, request: Request, _: SignedIn) -> Response:
        """Hand out a file: a picture is shown, anything else is only to be kept."""
        found = await self.parts.files.file(number_in(request), request.path_params["file"])
        return handed_out(found.name, found.content, HEADERS, picture=found.picture)

    async def raw(self, request: Request, who: SignedIn) -> Response:
        """Show a message as it was received, as text."""
        text = await self.parts.files.raw(number_in(request), request.path_params["message"], by_of(request, who))
        return PlainTextResponse(text, headers={**HEADERS, **HARMLESS})

    # -- what is pressed

    async def answer(self, request: Request, who: SignedIn, form: SentForm) -> Response:
        """Send an answer off, or keep it as a draft."""
        number, fields, text = number_in(request), form.fields, form.fields.get("text", "")
        seen = seen_in(fields)
        try:
            files = await self._kept(number, who, ANSWER, form)
            if fields.get("act") == "draft":
                return to(number, "draft", "answer")
            if fields.get("act") in ("template", "preview"):
                return await self._composed(number, who, fields, files)
            sending = await self.parts.held.send(number, text, who.account, seen, files=files)
        except (UnavailableError, NotFoundError):
            raise
        except DeskbotError as error:
            return await self._refused(number, who, error, Composer(answer=text))
        if sending.held is None:
            composer = Composer(answer=text, news=sending.news, seen=sending.seen)
            return await self.show(number, who, composer, status=409)
        return to(number, "sent", "answer")

    async def note(self, request: Request, who: SignedIn, form: SentForm) -> Response:
        """Add a note that no reseller sees, or keep it as a draft."""
        number, text = number_in(request), form.fields.get("text", "")
        try:
            files = await self._kept(number, who, NOTE, form)
            if form.fields.get("act") == "draft":
                return to(number, "draft", "note")
            await self.parts.agents.note(number, text, who.account.author, files=files, drafted_by=who.account.id)
        except (UnavailableError, NotFoundError):
            raise
        except DeskbotError as error:
            return await self._refused(number, who, error, Composer(note=text))
        return to(number, "noted", "note")

    async def take_back(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Take an answer back that has not gone out."""
        number = number_in(request)
        try:
            await self.parts.held.take_back(number, row_number(fields.get("held")) or 0, who.account)
        except UnavailableError:
            raise
        except DeskbotError as error:
            return await self.show(number, who, Composer(wrong=f"Not done: {error}."), status=422)
        return to(number, "back", "answer")

    # -- what the script says by itself

    async def here(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Take a sign of somebody who has the ticket before them; say who else has."""
        others = await self.parts.writing.here(number_in(request), who.account, writes=fields.get("writes") == "yes")
        return JSONResponse({"here": said_of(others)}, headers=HEADERS)

    async def draft(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Keep what somebody writes."""
        kind = fields.get("kind", "")
        if kind not in (ANSWER, NOTE, SOLUTION):
            raise DeskbotError("a draft is an answer, a note or a solution")
        number, shown = number_in(request), Shown.of(fields.get("draft", ""))
        try:
            home = await self.parts.writing.keep(number, who.account, kind, fields.get("text", ""), shown=shown)
        except UnseenDraftError as error:
            seen = replace(shown, draft=told(error.words)) if shown else Shown(once(), told(error.words))
            return JSONResponse({"kept": False, "other": error.words, "draft": str(seen)}, headers=HEADERS)
        moved = {"moved": reference(home)} if home != number else {}
        return JSONResponse({"kept": True} | moved, headers=HEADERS)

    # -- how

    async def _refused(self, number: int, who: SignedIn, error: DeskbotError, composer: Composer) -> Response:
        """Show why words were not taken, where they stand now."""
        if isinstance(error, MergedMeanwhileError):
            return await self.show(error.into, who, Composer(wrong=_sentence(error)), status=409)
        if isinstance(error, UnseenDraftError):
            return await self.show(number, who, Composer(wrong=_sentence(error)), status=409)
        return await self.show(number, who, replace(composer, wrong=_sentence(error)), status=422)

    async def _kept(self, number: int, who: SignedIn, kind: str, form: SentForm) -> tuple[Attachment, ...]:
        """Keep what somebody is about to send as their draft, whatever comes of it; return its files."""
        stay = {name.removeprefix(WITH) for name in form.fields if name.startswith(WITH)}
        words, shown = form.fields.get("text", ""), Shown.of(form.fields.get("draft", ""))
        return await self.parts.writing.keep_with_files(number, who.account, kind, words, stay, form.files, shown=shown)

    async def _composed(self, number: int, who: SignedIn, fields: Fields, files: tuple[Attachment, ...]) -> Response:
        """Put a template below what is written, or show how that will look; what was seen stays what it was."""
        text, composing, author = fields.get("text", ""), self.parts.composing, who.account.author
        seen = seen_in(fields)
        if fields.get("act") == "template":
            begun = await composing.begin(number, fields.get("template", ""), author)
            text = joined_words(text.strip(), begun)
            await self.parts.writing.keep(number, who.account, ANSWER, text, shown=Shown.of(fields.get("draft", "")))
            return await self.show(number, who, Composer(answer=text, seen=seen))
        previews = await composing.previews(number, text, author, files)
        return await self.show(number, who, Composer(answer=text, seen=seen, previews=previews))

    async def show(
        self,
        number: int,
        who: SignedIn,
        composer: Composer | None = None,
        *,
        said: str = "",
        before: int | None = None,
        status: int = 200,
    ) -> Response:
        """Show a ticket.

        Args:
            number: the ticket's.
            who: sees it.
            composer: what stands in the boxes, and what was wrong, after something was pressed; None before.
            said: what was done just now, in words.
            before: only the part of the timeline that is older than that entry.
            status: of the answer.
        """
        view = await self.parts.views.of(number, before=before)
        around = await self.parts.writing.around(number, who.account)
        written = composer or Composer()
        answer, note, solution = (around.drafts.get(kind, Draft()) for kind in (ANSWER, NOTE, SOLUTION))
        page = once()
        values: dict[str, Any] = {
            "view": view,
            "now": self.parts.agents.clock.now(),
            "runs": runs_of(view.timeline.items),
            "around": around,
            "here_now": said_of(around.colleagues),
            "answer": written.answer or answer.words,
            "answer_shown": Shown.on(page, answer.words, answer.files),
            "answer_files": answer.files,
            "note": written.note or note.words,
            "note_shown": Shown.on(page, note.words, note.files),
            "note_files": note.files,
            "in_vain": _in_vain(view, written, solution.words),
            "solution": written.given.get("solution") or solution.words,
            "solution_shown": Shown.on(page, solution.words, ()),
            "largest": self.parts.writing.largest,
            "most_files": MOST_FILES,
            "seen": written.seen or Seen(view.last, around.seen_held),
            "composer": written,
            "given": defaultdict(str, written.given),
            "said": said,
            "older": before is not None,
            "pressed": composer is not None,
            "works": may(who.account.role, Doing.WORK),
            "answer_templates": await self.parts.composing.templates(),
            **self._choices(),
        }
        return self.gate.pages.show("ticket.html", who, status=status, here="/console/tickets", **values)

    def _choices(self) -> dict[str, Any]:
        desk, shelf = self.parts.agents.desk, self.parts.agents.shelf
        return {
            "channels": CHANNELS,
            "severities": list(Severity),
            "categories": list(Category),
            "staff": [(key, person.name) for key, person in desk.staff.items()],
            "playbooks": [(one.id, one.title) for one in shelf.current.published.playbooks],
        }


def number_in(request: Request) -> int:
    """Return the number of the ticket that a path names."""
    return int(request.path_params["number"])


def to(number: int, said: str, anchor: str = "") -> Response:
    """Send somebody to a ticket, where they are told what was done."""
    behind = f"#{anchor}" if anchor else ""
    return sent_to(f"/console/tickets/{number}?said={said}{behind}")


def seen_in(fields: Fields) -> Seen:
    """Return what somebody had seen of a ticket whose form they have pressed."""
    return Seen(row_number(fields.get("seen")) or 0, row_number(fields.get("seen_held")) or 0)


def said_of(others: Iterable[Colleague]) -> str:
    """Return who else is at a ticket, in words; empty for nobody."""
    says = (f"{one.name} {'is writing here now' if one.writes else 'has this ticket open, too'}." for one in others)
    return " ".join(says)


def _in_vain(view: TicketView, written: Composer, solution: str) -> list[str]:
    """Return what somebody has written for which the ticket's page has no box any more."""
    if view.merged:
        return list(written.words)
    return [] if view.open else list(dict.fromkeys(filter(None, (*written.words_given, solution))))


def _sentence(error: DeskbotError) -> str:
    said = str(error)
    return f"{said[:1].upper()}{said[1:]}."
