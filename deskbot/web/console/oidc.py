"""The way to an identity provider where people sign in, and back from it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from deskbot.engine.oidc import LASTS, CameBack, OidcSigningIn
from deskbot.engine.signing_in import NotSignedInError
from deskbot.errors import UnavailableError
from deskbot.web.console.front import AWAY, Front
from deskbot.web.console.gate import SIGN_IN, Gate, own_path
from deskbot.web.console.pages import sent_to
from deskbot.web.place import place_of
from deskbot.wires.oidc import ProviderAwayError

PATH = f"{SIGN_IN}/oidc"
BACK = f"{PATH}/back"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OidcPages:
    """Sends people to the provider, and takes those who come back."""

    gate: Gate
    front: Front
    oidc: OidcSigningIn

    @property
    def _cookie(self) -> str:
        return f"{self.gate.cookie}-oidc"

    async def begin(self, request: Request) -> Response:
        """Send somebody to the provider, who has asked for it on a page of ours.

        By a link, not by a form: what a form leads to may not lead on to another site (`form-action`), and a provider
        may send people on to others. It only asks the provider who somebody is; another site's page may not even that.
        """
        wanted = own_path(request.query_params.get("next", ""))
        if not self._is_asked_for(request):
            return sent_to(f"{SIGN_IN}?next={quote(wanted, safe='')}")
        try:
            begun = await self.oidc.begin(wanted)
        except ProviderAwayError as error:
            return self._away(error, wanted)
        answer = sent_to(begun.address)
        answer.set_cookie(
            self._cookie,
            begun.kept,
            max_age=int(LASTS.total_seconds()),
            path="/",
            secure=self._is_secure,
            httponly=True,
            samesite="lax",  # they come back by a link of another site
        )
        return answer

    async def come_back(self, request: Request) -> Response:
        """Let somebody in who comes back from the provider."""
        kept = request.cookies.get(self._cookie, "")
        wanted = own_path(self.oidc.wanted(kept))
        came = CameBack(request.query_params, kept, place_of(request), request.headers.get("user-agent", ""))
        try:
            if not kept and await self.gate.who(request):
                return sent_to(wanted)  # they have gone back a page, or two
            answer = self.gate.remembering(sent_to(wanted), await self.oidc.come_back(came))
        except NotSignedInError as error:
            answer = self.front.form(wanted, str(error), status=403)
        except ProviderAwayError as error:
            answer = self._away(error, wanted)
        except UnavailableError:
            answer = self.front.form(wanted, AWAY, status=503)
        answer.delete_cookie(self._cookie, path="/", secure=self._is_secure, httponly=True, samesite="lax")
        return answer

    @property
    def _is_secure(self) -> bool:
        return self.gate.base.startswith("https://")

    def _is_asked_for(self, request: Request) -> bool:
        """Return whether somebody has come from a page of ours, or by typing; browsers say so."""
        if site := request.headers.get("sec-fetch-site"):
            return site in ("same-origin", "none")
        ours = (request.headers.get("host", ""), urlsplit(self.gate.base).netloc)
        return urlsplit(request.headers.get("referer", "")).netloc in ours

    def _away(self, error: ProviderAwayError, wanted: str) -> Response:
        log.warning("nobody can sign in at the identity provider: %s", error, extra={"action": "oidc_away"})
        shown = self.oidc.provider.client.shown
        words = f"{shown} does not answer. Try again in a moment, or sign in by your password if you have one."
        return self.front.form(wanted, words, status=503)
