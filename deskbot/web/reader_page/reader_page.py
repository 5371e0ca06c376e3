"""The routes of a ticket's own page: GET shows, POST acts. Nobody signs in: the address is the key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from math import ceil
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from deskbot.clock import Clock
from deskbot.engine.reader_pages import ReaderPage, ReaderPages, Written
from deskbot.errors import NotFoundError, UnavailableError
from deskbot.model.command import Answer
from deskbot.model.message import LONGEST_ANSWER
from deskbot.tickets.speech import say
from deskbot.triage.form import is_unreadable
from deskbot.web.allowed import READ
from deskbot.web.bucket import Buckets
from deskbot.web.handed_out import handed_out
from deskbot.web.once import once, once_of
from deskbot.web.reader_page.pages import ReaderTemplates
from deskbot.web.room import LATER, NoRoomError, Room
from deskbot.web.rows import row
from deskbot.web.sent_form import (
    MOST_FIELDS,
    MOST_FILES,
    TooLargeError,
    UnreadableError,
    cleaned,
    held_for,
    read_form,
)
from deskbot.web.templating import PAGE_HEADERS

PATH = "/t/{link}"
FACT, CHOSEN = "fact-", "chosen-"
LONGEST_WORDS = 20_000
_WORDS = "words"
"""The name of the box for what nobody was asked; no fact has it."""
MOST_POSTS, POSTS_WITHIN = 20, timedelta(minutes=20)
"""What a reader may add at once, and the time in which they may as much again."""
_MEGABYTE = 1024 * 1024
_THEN = ("urgent", "solved")
"""What may be pressed below words that are not sent yet."""
_SAID = ("added",)
"""What the page may be told to say by its address, after something was done."""


@dataclass(frozen=True, slots=True)
class ReaderPageRoutes:
    """Routes under /t. Neither they nor the server log an address with its token."""

    pages: ReaderPages
    templates: ReaderTemplates
    largest: int
    """Bytes of words and files together; as large as what fits into a mail."""
    clock: Clock
    room: Room
    posts: Buckets = field(default_factory=lambda: Buckets(MOST_POSTS, POSTS_WITHIN))
    """How often a reader may add something to a ticket: a link that has got into wrong hands floods no desk."""

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(include_in_schema=False)
        shown = {
            PATH: self.show,
            f"{PATH}/solved": self.ask,
            f"{PATH}/urgent": self.ask,
            f"{PATH}/files/{row('file')}": self.file,
        }
        pressed = {
            PATH: self.add,
            f"{PATH}/solved": self.solved,
            f"{PATH}/urgent": self.urgent,
            f"{PATH}/end": self.end,
        }
        for path, show in shown.items():
            router.add_route(path, partial(self.safely, show), READ)
        for path, do in pressed.items():
            router.add_route(path, partial(self.safely, do), ["POST"])
        return router

    async def safely(self, do: Callable[[Request, str], Awaitable[Response]], request: Request) -> Response:
        """Do something for whoever comes by a link that holds."""
        try:
            return await do(request, request.path_params["link"])
        except NotFoundError:
            return self.leads_nowhere()
        except UnavailableError:
            return self.templates.show("later.html", status=503)
        except NoRoomError:
            answer = self.templates.show("later.html", status=503)
            answer.headers.update(LATER)
            return answer

    def leads_nowhere(self) -> Response:
        """Say that a link does not hold, or has something behind it that we have not put there."""
        return self.templates.show("dead.html", status=404)

    async def show(self, request: Request, link: str) -> Response:
        """Show the ticket. Whatever follows links (a mail scanner, a preview) does no more than that."""
        said = request.query_params.get("said", "")
        return self._page(link, await self.pages.of_link(link), said=f"page-{said}" if said in _SAID else "")

    async def file(self, request: Request, link: str) -> Response:
        """Hand out a file; no browser shows it, whatever it calls itself."""
        name, content = await self.pages.file(link, request.path_params["file"])
        return handed_out(name, content, PAGE_HEADERS)

    async def ask(self, request: Request, link: str) -> Response:
        """Ask whether it is meant, before anything is done."""
        page, what = await self.pages.of_link(link), request.url.path.rpartition("/")[2]
        if not page.believed:
            raise NotFoundError("not theirs to say")
        told = say(page.setting.language, "page-have") if request.query_params.get("said") in _SAID else ""
        return self.templates.show("ask.html", page=page, link=link, once=once(), what=what, told=told)

    async def add(self, request: Request, link: str) -> Response:
        """Take words, answers and files; a form that is not as it should be comes back with what stood in it.

        Whoever presses "urgent" or "solved" is asked whether they mean it when what they have written is taken.
        """
        page = await self.pages.of_link(link)
        with self.room.taking(held_for(request, self.largest), f"reader {page.ticket.number} {page.reader.address}"):
            return await self._add(request, link, page)

    async def _add(self, request: Request, link: str, page: ReaderPage) -> Response:
        too_large = say(page.setting.language, "page-large", most=self.largest // _MEGABYTE)
        try:
            form = await read_form(request, self.largest)
        except TooLargeError:
            back = say(page.setting.language, "page-large-back")
            return self._page(link, page, wrong=f"{too_large} {back}", status=413)
        except UnreadableError:
            return self._page(link, page, wrong=say(page.setting.language, "page-unread"), status=400)
        given = _Given.of(form.fields)
        files = tuple((one.filename, one.content_type, one.content) for one in form.files)
        if sum(one.size for one in form.files) > self.largest:
            return self._page(link, page, wrong=too_large, status=413, given=given)
        if len(form.files) > MOST_FILES:
            return self._page(link, page, wrong=_too_many(page, len(form.files)), status=413, given=given)
        then = next((one for one in _THEN if one == form.fields.get("then")), "")
        errors = _errors(page, given)
        if errors and then:
            given = _in_words(page, given, errors)
            errors = _errors(page, given)
        if errors:
            wrong = say(page.setting.language, "page-again")
            return self._page(link, page, wrong=wrong, status=422, given=given, errors=errors)
        written = Written(given.words, given.answers, files)
        where = f"/t/{link}/{then}" if then else f"/t/{link}"
        if written.is_empty and then:
            return RedirectResponse(where, 303, headers=dict(PAGE_HEADERS))
        if written.is_empty:
            return self._page(link, page, wrong=say(page.setting.language, "page-empty"), status=422, given=given)
        if often := self._too_often(page):
            return self._page(link, page, wrong=often, status=429, given=given)
        await self.pages.add(link, written, given.once)
        return RedirectResponse(f"{where}?said=added", 303, headers=dict(PAGE_HEADERS))

    async def solved(self, request: Request, link: str) -> Response:
        """Take it that the ticket is solved."""
        return await self._done(request, link, self.pages.solved)

    async def urgent(self, request: Request, link: str) -> Response:
        """Have somebody paged."""
        return await self._done(request, link, self.pages.urgent)

    async def end(self, request: Request, link: str) -> Response:
        """Take the reader's links back."""
        _ = request
        language = (await self.pages.of_link(link)).setting.language
        await self.pages.end(link)
        return self.templates.show("ended.html", language=language)

    async def _done(self, request: Request, link: str, do: Callable[[str, str], Awaitable[Answer]]) -> Response:
        page = await self.pages.of_link(link)
        if often := self._too_often(page):
            return self._page(link, page, wrong=often, status=429)
        given = _Given.of(await _short_form(request))
        answer = await do(link, given.once)
        if answer.later:
            raise UnavailableError("not done in time")
        return self._page(link, await self.pages.of_link(link), told=answer.text)

    def _too_often(self, page: ReaderPage) -> str:
        """Return what is said to a reader who sends too much; empty where it is not."""
        reader = page.reader
        wait = self.posts.take(f"{page.ticket.number} {reader.channel} {reader.address}", self.clock.now())
        return say(page.setting.language, "page-often", minutes=ceil(wait / 60)) if wait else ""

    def _page(
        self,
        link: str,
        page: ReaderPage,
        *,
        said: str = "",
        told: str = "",
        wrong: str = "",
        status: int = 200,
        given: _Given | None = None,
        errors: Mapping[str, str] | None = None,
    ) -> HTMLResponse:
        told = say(page.setting.language, said) if said else told
        values: dict[str, Any] = {
            "given": given or _Given(),
            "errors": errors or {},
            "most": self.largest // _MEGABYTE,
            "largest": self.largest,
            "most_files": MOST_FILES,
            "too_many": _too_many(page, "{now}"),
        }
        return self.templates.show(
            "ticket.html", page=page, link=link, once=once(), told=told, wrong=wrong, status=status, **values
        )


@dataclass(frozen=True, slots=True)
class _Given:
    """What stood in a form."""

    once: str = ""
    words: str = ""
    answers: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> _Given:
        """Return it; words of one's own count before what was chosen."""
        texts = {key: cleaned(value).strip() for key, value in fields.items()}
        keys = dict.fromkeys(
            key.removeprefix(prefix) for prefix in (FACT, CHOSEN) for key in texts if key.startswith(prefix)
        )
        answers = {key: texts.get(FACT + key) or texts.get(CHOSEN + key, "") for key in keys}
        answers = {key: " ".join(answer.split()) for key, answer in answers.items() if answer and key.isidentifier()}
        return cls(once_of(texts), texts.get("words", ""), answers)


def _errors(page: ReaderPage, given: _Given) -> dict[str, str]:
    """Return what is wrong with answers, by the fact; what was not asked for is nobody's question."""
    language, found = page.setting.language, dict[str, str]()
    for question in page.questions:
        answer = given.answers.get(question.key, "")
        if len(answer) > LONGEST_ANSWER:
            found[question.key] = say(language, "form-long", most=LONGEST_ANSWER, now=len(answer))
        elif answer and is_unreadable(question.key, answer):
            found[question.key] = say(language, "form-unread", question=question.short)
    if len(given.words) > LONGEST_WORDS:
        found[_WORDS] = say(language, "form-long-words", most=LONGEST_WORDS, now=len(given.words))
    return found


def _in_words(page: ReaderPage, given: _Given, wrong: Collection[str]) -> _Given:
    """Return what was given with those answers among the words that cannot be read: they keep nobody from "urgent"."""
    said = [f"{one.short}: {given.answers[one.key]}" for one in page.questions if one.key in wrong]
    answers = {key: answer for key, answer in given.answers.items() if key not in wrong}
    return replace(given, words="\n".join(filter(None, (given.words, *said))), answers=answers)


def _too_many(page: ReaderPage, now: int | str) -> str:
    return say(page.setting.language, "page-many", most=MOST_FILES, now=now)


async def _short_form(request: Request) -> Mapping[str, str]:
    if not held_for(request, 0):
        return {}
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        return {key: value for key, value in form.items() if isinstance(value, str)}
