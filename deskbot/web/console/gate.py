"""Who comes in: each page of the console says what it is for, and nobody sees or does what they may not."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from deskbot.access.console import LEAST, Doing, may
from deskbot.access.known_browsers import LASTS
from deskbot.engine.admitting import By
from deskbot.engine.in_time import within_limit
from deskbot.engine.signing_in import SigningIn
from deskbot.errors import DeskbotError, NotFoundError, UnavailableError
from deskbot.model.account import SignedIn
from deskbot.store.audit import done_from
from deskbot.tickets.sizes import size_in_words
from deskbot.web.allowed import NOT_ALLOWED
from deskbot.web.bodies import body_of
from deskbot.web.console.pages import Pages, sent_to
from deskbot.web.console.presses import Presses, press_of
from deskbot.web.place import place_of
from deskbot.web.room import LATER, NoRoomError, Room, told_size
from deskbot.web.sent_form import NotReadError, SentForm, TooLargeError, UnreadableError, cleaned, held_for, read_form

FORM_KEY = "form_key"
"""The field in which a form brings back what it was given."""
LARGEST_FORM = 200_000
"""Bytes; a long answer has twenty thousand."""
MOST_FIELDS = 500
WITH_FILES = 30.0
"""Seconds in which what is pressed with files has to be done."""
BY_ITSELF = "deskbot-by-itself"
"""The header by which a page says that it asks by itself: it keeps nobody signed in who has gone home."""
SIGN_IN = "/console/sign-in"
URLENCODED = "application/x-www-form-urlencoded"

Fields = Mapping[str, str]
Show = Callable[[Request, SignedIn], Awaitable[Response]]
Do = Callable[[Request, SignedIn, Fields], Awaitable[Response]]
DoWithFiles = Callable[[Request, SignedIn, SentForm], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets people through to pages."""

    signing_in: SigningIn
    pages: Pages
    base: str
    """Under which the outside reaches us."""
    room: Room
    presses: Presses = field(default_factory=Presses)

    @property
    def cookie(self) -> str:
        """The name of the browser's key: where it can be, one that only this very host may set."""
        return "__Host-deskbot" if self.base.startswith("https://") else "deskbot"

    def page(self, doing: Doing, show: Show, within: float | None = None) -> Endpoint:
        """Return a page that is shown to whoever may do something; looking at it changes nothing.

        Args:
            doing: what one has to be allowed to do.
            show: makes it.
            within: seconds until nobody waits for it any more; as for all that is answered at once where none are said.
        """

        async def endpoint(request: Request) -> Response:
            return await self._safely(None, lambda: self._shown(request, doing, show, within))

        return endpoint

    def press(self, doing: Doing, do: Do, within: float | None = None) -> Endpoint:
        """Return what a form leads to: done for whoever may, and only if the form is one that we gave them.

        Args:
            doing: what one has to be allowed to do.
            do: does it.
            within: as for `page`; the database may have done it all the same.
        """

        async def without_files(request: Request, who: SignedIn, form: SentForm) -> Response:
            return await do(request, who, form.fields)

        return self.press_with_files(doing, without_files, 0, within)

    def press_with_files(
        self, doing: Doing, do: DoWithFiles, largest: int, within: float | None = WITH_FILES
    ) -> Endpoint:
        """Return what a form leads to that may carry files; see `press`.

        Args:
            doing: what one has to be allowed to do.
            do: does it.
            largest: bytes of all files together; 0 where it carries none.
            within: as for `press`.
        """

        async def endpoint(request: Request) -> Response:
            return await self._safely(None, lambda: self._pressed(request, doing, do, largest, within))

        return endpoint

    async def who(self, request: Request) -> SignedIn | None:
        """Return who asks.

        Raises:
            UnavailableError: the database does not answer.
        """
        by_itself = BY_ITSELF in request.headers or request.headers.get("accept", "") == "text/event-stream"
        return await self.signing_in.who(request.cookies.get(self.cookie, ""), uses=not by_itself)

    def remembering(self, answer: Response, key: str) -> Response:
        """Have the browser keep its key; an empty one is forgotten."""
        secure = self.base.startswith("https://")
        if key:
            answer.set_cookie(self.cookie, key, path="/", secure=secure, httponly=True, samesite="lax")
        else:
            answer.delete_cookie(self.cookie, path="/", secure=secure, httponly=True, samesite="lax")
        return answer

    def brought(self, request: Request) -> str:
        """Return what a browser brings by which it was to be known again; empty for nothing."""
        return request.cookies.get(f"{self.cookie}-known", "")

    def known_again(self, answer: Response, given: str) -> Response:
        """Have the browser keep by what it is known again as one in which somebody has signed in."""
        secure, lasts = self.base.startswith("https://"), int(LASTS.total_seconds())
        answer.set_cookie(
            f"{self.cookie}-known", given, max_age=lasts, path="/", secure=secure, httponly=True, samesite="lax"
        )
        return answer

    def is_ours(self, request: Request) -> bool:
        """Return whether a form was sent from a page of ours: browsers say whose page it was."""
        origin = request.headers.get("origin", "")
        if origin in ("", "null"):  # some browsers are told to keep it to themselves
            return request.headers.get("sec-fetch-site") == "same-origin"
        from_host = urlsplit(origin).netloc
        return bool(from_host) and from_host in (request.headers.get("host", ""), urlsplit(self.base).netloc)

    async def missing(self, request: Request, status: int) -> Response:
        """Say that at an address of the console is no page, or none that is to be seen: only a form leads there."""
        who = None
        with suppress(UnavailableError):  # then it is said without the head of a page
            who = await self.who(request)
        if status == NOT_ALLOWED:
            return self.pages.trouble(who, status, "Nothing to see", "Only a form leads here, and nothing was done.")
        return self.pages.trouble(who, status, "Not there", "There is no such page.")

    async def _shown(self, request: Request, doing: Doing, show: Show, within: float | None) -> Response:
        who = await self.who(request)
        if who is None:
            return to_sign_in(request)
        if not may(who.account.role, doing):
            return self._refused(who, doing)
        return await self._safely(who, lambda: within_limit(lambda: show(request, who), within))

    async def _pressed(
        self, request: Request, doing: Doing, do: DoWithFiles, largest: int, within: float | None
    ) -> Response:
        if not self.is_ours(request):
            return self.pages.trouble(
                None, 403, "Not from here", "This was sent by another site's page, and nothing was done."
            )
        who = await self.who(request)
        if who is None:  # before anything is read that may be large
            return to_sign_in(request)
        try:
            with self.room.taking(held_for(request, largest) if largest else 0, f"account {who.account.id}"):
                return await self._done(request, who, doing, do, largest, within)
        except NoRoomError:
            words = (
                "Others send so much just now that there is no room for more. Go back, and send it again in a moment."
            )
            answer = self.pages.trouble(who, 503, "One moment", words)
            answer.headers.update(LATER)
            return answer

    async def _done(
        self, request: Request, who: SignedIn, doing: Doing, do: DoWithFiles, largest: int, within: float | None
    ) -> Response:
        try:
            form = await read_sent(request, largest)
        except NotReadError as error:
            return self._unread(request, who, error)
        if not hmac.compare_digest(form.fields.get(FORM_KEY, "").encode(), who.form_key.encode()):
            return self.pages.trouble(
                who,
                403,
                "An old page",
                "You have signed in anew since this page was shown. Go back, and load it again.",
            )
        if not may(who.account.role, doing):
            return self._refused(who, doing)
        press = press_of(who, request.url.path, form)

        async def act() -> Response:  # within its time by itself: who sends the same form again waits for this one
            with done_from(place_of(request), who.account.id):
                return await within_limit(lambda: do(request, who, form), within)

        return await self._safely(who, lambda: self.presses.once(press, act), pressed=True)

    def _unread(self, request: Request, who: SignedIn, error: NotReadError) -> Response:
        """Say why a form was not read: nobody has its words but the browser that sent it."""
        if isinstance(error, TooLargeError):
            status, title, what = 413, "Too much", "words and files" if error.files else "words"
            size = told_size(request.headers.get("content-length", ""))
            has = (
                f"What you sent has {size_in_words(size)}"
                if size is not None
                else "What you sent does not say its size"
            )
            why = f"{has}, and {size_in_words(error.most)} of {what} go at once at the most."
            mend = "leave files out, or send them in parts" if error.files else "say it shorter"
        else:
            status, title, mend = 400, "Not read", "send it again"
            why = "What you sent could not be read: it was cut off, or is no form of ours."
        back = (
            f"Nothing of it was read, sent or kept. Go back in your browser, where what you wrote stands, and {mend}."
        )
        return self.pages.trouble(who, status, title, f"{why} {back}")

    def _refused(self, who: SignedIn, doing: Doing) -> Response:
        words = f"For this one has to be {LEAST[doing]}, and you are {who.account.role}. An admin can change that."
        return self.pages.trouble(who, 403, "Not for you", words)

    async def _safely(
        self, who: SignedIn | None, doing: Callable[[], Awaitable[Response]], *, pressed: bool = False
    ) -> Response:
        try:
            return await doing()
        except NotFoundError as error:
            return self.pages.trouble(who, 404, "Not there", f"{error}.")
        except UnavailableError:
            known = (
                "It is not known whether this was done: go back, and look before you press again."
                if pressed
                else "Nothing is lost: load the page again."
            )
            return self.pages.trouble(who, 503, "One moment", f"The database does not answer. {known}")
        except DeskbotError as error:
            return self.pages.trouble(who, 422, "Not done", f"{error}.")


async def read_sent(request: Request, largest: int) -> SentForm:
    """Return what a form holds. Files are read only where they may come.

    Raises:
        NotReadError: it is too large, or no form.
    """
    if not largest or _kind(request) == URLENCODED:
        return SentForm(await read_fields(request))
    return await read_form(request, largest)


async def read_fields(request: Request) -> Fields:
    """Return a form's fields, without what no word of anybody's holds.

    Raises:
        NotReadError: it is too large, or no form.
    """
    if _kind(request) != URLENCODED:
        raise UnreadableError("this is no form")
    try:
        body = await body_of(request, LARGEST_FORM)
        if body is None:
            raise TooLargeError(LARGEST_FORM)
        found = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except (ClientDisconnect, ValueError):
        raise UnreadableError("this cannot be read") from None
    return {cleaned(name): cleaned(value) for name, value in found}


def line_in(fields: Fields, name: str, longest: int) -> str:
    """Return what a field holds, on one line; so many characters of it at most."""
    return " ".join(fields.get(name, "").split())[:longest]


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def to_sign_in(request: Request) -> Response:
    """Send somebody to where they sign in, and back from there; who has pressed is told that it was in vain."""
    if request.method in ("GET", "HEAD"):
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return sent_to(f"{SIGN_IN}?next={quote(wanted, safe='')}")
    wanted = own_path(urlsplit(request.headers.get("referer", "")).path)
    return sent_to(f"{SIGN_IN}?in-vain=yes&next={quote(wanted, safe='')}")


def own_path(text: str) -> str:
    """Return a path of the console to which somebody is sent; its front for whatever else is said."""
    parts = urlsplit(text)
    good = not parts.scheme and not parts.netloc and "\\" not in text and text.isprintable()
    steps = unquote(parts.path).split("/")  # a browser takes two dots for a step back, however they are written
    return text if good and steps[:2] == ["", "console"] and ".." not in steps else "/console"


def by_of(request: Request, who: SignedIn) -> By:
    """Return who does something, and from where, as the audit has it."""
    return By(who.account.author, who.account.id, place_of(request))
