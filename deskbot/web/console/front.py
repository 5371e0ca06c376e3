"""Where people sign in to the console, and out, and look after their own account."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from deskbot.engine.signing_in import NotSignedInError
from deskbot.errors import DeskbotError, UnavailableError
from deskbot.model.account import SignedIn
from deskbot.web.console.gate import Fields, Gate, own_path, read_fields
from deskbot.web.console.pages import sent_to
from deskbot.web.place import place_of
from deskbot.web.sent_form import NotReadError

AWAY = "The database does not answer. Try again in a moment."
PASSWORD_WITHIN = 20.0
"""Seconds until a password is changed: three are looked at on the way, each of which may have to wait its turn."""
IN_VAIN = (
    "You were signed out before you pressed, and nothing was done or sent. What you wrote stands in its form again "
    "when you have signed in, and go back to it by your browser's Back."
)
_NAME, _PASSWORD = 100, 1000


@dataclass(frozen=True, slots=True)
class Front:
    """Pages about who somebody is."""

    gate: Gate
    provider: str = ""
    """The name of the identity provider where people may sign in as well; empty where there is none."""

    async def ask(self, request: Request) -> Response:
        """Show where somebody signs in; who has is sent on."""
        wanted = own_path(request.query_params.get("next", ""))
        try:
            if await self.gate.who(request):
                return sent_to(wanted)
        except UnavailableError:
            pass  # they see the form, and are told when they send it
        return self.form(wanted, IN_VAIN if "in-vain" in request.query_params else "")

    async def sign_in(self, request: Request) -> Response:
        """Let somebody in by their name and password."""
        try:
            fields = await read_fields(request) if self.gate.is_ours(request) else None
        except NotReadError:
            fields = None
        if fields is None:
            return self.form("/console", "This did not come from this page. Try again.", status=403)
        wanted, name = own_path(fields.get("next", "")), fields.get("name", "").strip()[:_NAME]
        browser = request.headers.get("user-agent", "")
        try:
            before = await self.gate.who(request)
            key = await self.gate.signing_in.sign_in(
                name, fields.get("password", "")[:_PASSWORD], place_of(request), browser, self.gate.brought(request)
            )
            if before is not None:  # whoever signs in anew leaves no key behind that is good still
                await self.gate.signing_in.sign_out(before, place_of(request))
        except NotSignedInError as error:
            return self.form(wanted, str(error), name, status=403)
        except UnavailableError:
            return self.form(wanted, AWAY, name, status=503)
        return self.gate.known_again(self.gate.remembering(sent_to(wanted), key), self.gate.signing_in.given_to(name))

    async def sign_out(self, request: Request, who: SignedIn, _: Fields) -> Response:
        """Sign this browser out."""
        await self.gate.signing_in.sign_out(who, place_of(request))
        return self.gate.remembering(sent_to("/console/sign-in"), "")

    async def account(self, request: Request, who: SignedIn) -> Response:
        """Show somebody their own account."""
        return await self._account(who, said=request.query_params.get("said", ""))

    async def sign_out_elsewhere(self, request: Request, who: SignedIn, _: Fields) -> Response:
        """Sign all other browsers of the same person out."""
        await self.gate.signing_in.sign_out(who, place_of(request), everywhere=True)
        return sent_to("/console/account?said=elsewhere")

    async def change_password(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Give somebody another password."""
        old, new = fields.get("old", "")[:_PASSWORD], fields.get("new", "")[:_PASSWORD]
        if new != fields.get("again", "")[:_PASSWORD]:
            return await self._account(who, wrong="The new password was not written the same way twice.")
        try:
            await self.gate.signing_in.change_password(who, old, new, place_of(request))
        except UnavailableError:
            raise
        except DeskbotError as error:
            return await self._account(who, wrong=str(error))
        return sent_to("/console/account?said=password")

    async def _account(self, who: SignedIn, *, wrong: str = "", said: str = "") -> Response:
        browsers = await self.gate.signing_in.browsers(who.account)
        words = {
            "password": "You have another password now. Your other browsers are signed out.",
            "elsewhere": "Your other browsers are signed out.",
        }
        values = {"browsers": browsers, "wrong": wrong, "said": words.get(said, "")}
        return self.gate.pages.show(
            "account.html", who, here="/console/account", status=422 if wrong else 200, **values
        )

    def form(self, wanted: str, wrong: str = "", name: str = "", *, status: int = 200) -> Response:
        """Show where somebody signs in.

        Args:
            wanted: the page to which they are sent then.
            wrong: what was wrong with the last try.
            name: the one that they have written there.
            status: of the answer.
        """
        values = {"next": wanted, "wrong": wrong, "name": name, "provider": self.provider}
        return self.gate.pages.show("sign_in.html", None, status=status, **values)
