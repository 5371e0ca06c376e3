"""*Settings*: desk.yaml with its errors, contacts with identities and invitations, numbers to verify; read-only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from deskbot.access.console import Doing
from deskbot.engine.policy_seen import PolicyView
from deskbot.errors import NotFoundError
from deskbot.model.account import SignedIn
from deskbot.web.console.gate import Endpoint, Gate

PATH = "/console/settings"


@dataclass(frozen=True, slots=True)
class SettingsPages:
    """Shows them."""

    gate: Gate
    view: PolicyView

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        page = self.gate.page
        return {PATH: page(Doing.ADMIT, self._settings), f"{PATH}/resellers/{{key}}": page(Doing.ADMIT, self._reseller)}

    def pressed(self) -> dict[str, Endpoint]:
        """Return nothing: nothing is changed here."""
        return {}

    async def _settings(self, _: Request, who: SignedIn) -> Response:
        policy = await self.view.policy()
        values: dict[str, Any] = {
            "policy": policy,
            "lines": policy.text.splitlines(),
            "resellers": await self.view.resellers(),
            "numbers": await self.view.numbers(),
        }
        return self.gate.pages.show("settings.html", who, here=PATH, **values)

    async def _reseller(self, request: Request, who: SignedIn) -> Response:
        key = request.path_params["key"]
        reseller = next((one for one in await self.view.resellers() if one.key == key), None)
        if reseller is None:
            raise NotFoundError("There is no such reseller")
        values: dict[str, Any] = {"reseller": reseller, "people": await self.view.people(key)}
        return self.gate.pages.show("settings_reseller.html", who, here=PATH, **values)
