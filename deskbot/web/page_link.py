"""The signed link by which a recipient answers a page from a phone, without signing in. GET shows, POST acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from deskbot.commands import PAGE_LINK
from deskbot.commands.choices import BY_CHOICE
from deskbot.engine.interactions import Interactions
from deskbot.engine.page_views import PageView, PageViews
from deskbot.errors import UnavailableError
from deskbot.escalation.links import read_page_token
from deskbot.model.choice import Choice
from deskbot.model.command import Command
from deskbot.store.audit import done_from
from deskbot.web import answer_page
from deskbot.web.allowed import READ
from deskbot.web.once import once
from deskbot.web.place import place_of
from deskbot.web.room import told_size
from deskbot.web.secret_address import UNTOLD

LARGEST_FORM = 10_000
"""Bytes; one answer with its words is far smaller."""

HEADERS = {
    **UNTOLD,
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Routes under /p. Neither they nor the server log an address with its token."""

    secret: bytes
    views: PageViews
    interactions: Interactions
    staff: Sequence[tuple[str, str]]
    """Keys and names of those to whom a page can be handed over."""
    simulated: bool = False

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(prefix="/p", include_in_schema=False)
        router.add_api_route("/{token}", self.show, methods=READ)
        router.add_api_route("/{token}", self.act, methods=["POST"])
        return router

    async def show(self, token: str) -> HTMLResponse:
        """Show the page. Whatever follows links (a mail scanner, a preview) does no more than that."""
        try:
            view = await self._view(token)
        except UnavailableError:
            return self._html(answer_page.unsure(), 503)
        return self._html(answer_page.page(view, once(), self.staff)) if view else self._dead()

    async def act(self, request: Request, token: str) -> HTMLResponse:
        """Do what was chosen; for what is not easily taken back, ask first."""
        size = told_size(request.headers.get("content-length", ""))
        if size is None or size > LARGEST_FORM:
            return self._html(answer_page.dead(), 413)
        form = await request.form()
        given = {name: field(form, name) for name in ("choice", "words", "minutes", "to", "confirmed", "once")}
        given["once"] = given["once"] or once()
        try:
            view = await self._view(token)
        except UnavailableError:
            return self._html(answer_page.unsure(given), 503)
        choice = next((one for one in Choice if one == given["choice"]), None)
        if view is None or choice is None:
            return self._dead()
        words = given["to"] or given["words"]
        option = BY_CHOICE[choice]
        if option.asks and given["confirmed"] != answer_page.CONFIRMED:
            return self._html(answer_page.question(view, option, given["once"], words))
        with done_from(f"link:{place_of(request)}"):
            answer = await self.interactions.carry_out(_command(view, choice, given["once"], words, given["minutes"]))
        if answer.later:
            return self._html(answer_page.unsure(given), 503)
        try:
            after = await self._view(token)
        except UnavailableError:
            after = None
        if after is None:
            return self._html(answer_page.unseen(answer.text, done=answer.done))
        return self._html(answer_page.page(after, once(), self.staff, said=answer.text, done=answer.done))

    def _dead(self) -> HTMLResponse:
        return self._html(answer_page.dead(), 404)

    def _html(self, document: str, status: int = 200) -> HTMLResponse:
        """Return a page that stays on the phone that its link was sent to."""
        return HTMLResponse(answer_page.marked(document) if self.simulated else document, status, headers=HEADERS)

    async def _view(self, token: str) -> PageView | None:
        notification = read_page_token(token, self.secret)
        return await self.views.of_link(notification) if notification is not None else None


def _command(view: PageView, choice: Choice, key: str, words: str, minutes: str) -> Command:
    arguments = {"notification": str(view.notification), "answer": choice, "words": words}
    if minutes.isascii() and minutes.isdigit() and len(minutes) < 5:  # noqa: PLR2004  (a day has 1440)
        arguments["minutes"] = minutes
    external_id = f"{view.notification}:{choice}:{key}"
    return Command(PAGE_LINK, "link", view.responder, external_id, arguments)


def field(form: FormData, name: str) -> str:
    """Return a form's field as bounded text; an upload or a missing field is empty."""
    value = form.get(name)
    # A NUL is no word of anybody's, and no database takes it.
    return value.replace("\0", "").strip()[: answer_page.LONGEST_WORDS] if isinstance(value, str) else ""
