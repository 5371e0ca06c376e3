"""*Quarantine*: what was accepted and became no ticket, with the reason, and one press away from being one."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from deskbot.access.console import Doing
from deskbot.engine.quarantine import SHOWN, Quarantine
from deskbot.model.account import SignedIn
from deskbot.tickets.words import CHANNELS
from deskbot.web.console.gate import Endpoint, Fields, Gate, by_of
from deskbot.web.console.pages import HEADERS, sent_to
from deskbot.web.handed_out import HARMLESS
from deskbot.web.rows import row, row_number

PATH = "/console/quarantine"
_SAID = {"again": "It goes through triage again, and is a ticket in a moment; what cannot be read comes back here."}


@dataclass(frozen=True, slots=True)
class QuarantinePages:
    """Shows it."""

    gate: Gate
    quarantine: Quarantine

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        page = self.gate.page
        return {PATH: page(Doing.SORT, self._list), f"{PATH}/{row('arrival')}/raw": page(Doing.SORT, self._raw)}

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        return {f"{PATH}/{row('arrival')}/retry": self.gate.press(Doing.SORT, self._retry)}

    async def _list(self, request: Request, who: SignedIn) -> Response:
        query = request.query_params
        filed = query.get("filed") == "yes"
        found = await self.quarantine.listed(filed=filed, before=row_number(query.get("before")))
        return self.gate.pages.show(
            "quarantine.html",
            who,
            here=PATH,
            said=_SAID.get(query.get("said", ""), ""),
            filed=filed,
            messages=found,
            older=found[-1].number if len(found) == SHOWN else None,
            channels=CHANNELS,
        )

    async def _raw(self, request: Request, who: SignedIn) -> Response:
        text = await self.quarantine.raw(request.path_params["arrival"], by_of(request, who))
        return PlainTextResponse(text, headers={**HEADERS, **HARMLESS})

    async def _retry(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        await self.quarantine.retry(request.path_params["arrival"], by_of(request, who))
        return sent_to(f"{PATH}?{'filed=yes&' if fields.get('filed') else ''}said=again")
