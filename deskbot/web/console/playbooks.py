"""*Playbooks*: how each known issue has done, when it was last read critically, and a box to try a text in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from deskbot.access.console import Doing
from deskbot.engine.known_issue_list import KnownIssueList
from deskbot.errors import DeskbotError, UnavailableError
from deskbot.model.account import SignedIn
from deskbot.web.console.gate import Endpoint, Fields, Gate

PATH = "/console/playbooks"
_TRIED_WITHIN = 30.0
"""Seconds: texts are tried one at a time."""


@dataclass(frozen=True, slots=True)
class Playbooks:
    """Shows them, and tries them."""

    gate: Gate
    issues: KnownIssueList

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        return {PATH: self.gate.page(Doing.LOOK, self._all)}

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path: what is tried is in no address, and changes nothing."""
        return {f"{PATH}/try": self.gate.press(Doing.LOOK, self._try, _TRIED_WITHIN)}

    async def _all(self, _: Request, who: SignedIn) -> Response:
        return await self._page(who)

    async def _try(self, _: Request, who: SignedIn, fields: Fields) -> Response:
        text, subject = fields.get("text", ""), fields.get("subject", "")
        try:
            return await self._page(who, text, subject, verdict=await self.issues.try_on(text, subject))
        except UnavailableError:
            raise
        except DeskbotError as error:
            return await self._page(who, text, subject, wrong=str(error))

    async def _page(
        self, who: SignedIn, text: str = "", subject: str = "", *, verdict: Any = None, wrong: str = ""
    ) -> Response:
        values: dict[str, Any] = {
            "issues": await self.issues.all(),
            "text": text,
            "subject": subject,
            "verdict": verdict,
            "wrong": wrong,
        }
        return self.gate.pages.show("playbooks.html", who, here=PATH, status=422 if wrong else 200, **values)
