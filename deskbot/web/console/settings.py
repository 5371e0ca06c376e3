"""*Settings*: desk.yaml with its errors, who comes in, contacts and their invitations, numbers; read-only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from deskbot.access.console import Doing
from deskbot.engine.access_seen import CHANGES, AccessView
from deskbot.engine.policy_seen import PolicyView
from deskbot.errors import NotFoundError
from deskbot.model.account import SignedIn
from deskbot.web.console.gate import Endpoint, Gate
from deskbot.web.rows import row_number

PATH = "/console/settings"
CHANGES_PATH = f"{PATH}/changes"


@dataclass(frozen=True, slots=True)
class SettingsPages:
    """Shows them."""

    gate: Gate
    view: PolicyView
    access: AccessView

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        page = self.gate.page
        return {
            PATH: page(Doing.ADMIT, self._settings),
            f"{PATH}/resellers/{{key}}": page(Doing.ADMIT, self._reseller),
            CHANGES_PATH: page(Doing.ADMIT, self._changes),
        }

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
            "access": await self.access.everything(),
        }
        return self.gate.pages.show("settings.html", who, here=PATH, **values)

    async def _reseller(self, request: Request, who: SignedIn) -> Response:
        key = request.path_params["key"]
        reseller = next((one for one in await self.view.resellers() if one.key == key), None)
        if reseller is None:
            raise NotFoundError("There is no such reseller")
        values: dict[str, Any] = {"reseller": reseller, "people": await self.view.people(key)}
        return self.gate.pages.show("settings_reseller.html", who, here=PATH, **values)

    async def _changes(self, request: Request, who: SignedIn) -> Response:
        before = row_number(request.query_params.get("before"))
        changes = await self.access.changes(before)
        older = changes[-1].id if len(changes) == CHANGES else None
        values: dict[str, Any] = {
            "changes": changes,
            "older": older,
            "tries": None if before else await self.access.wrong_tries(),
        }
        return self.gate.pages.show("settings_changes.html", who, here=PATH, **values)
