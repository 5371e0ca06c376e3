"""Every page of the console, and what each form in it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from deskbot.access.console import Doing
from deskbot.engine.live import Live
from deskbot.engine.oidc import OidcSigningIn
from deskbot.web.allowed import READ
from deskbot.web.console import assets, now, oidc, oncall, playbooks, quarantine, reports, settings, tickets
from deskbot.web.console.front import PASSWORD_WITHIN, Front
from deskbot.web.console.gate import SIGN_IN, Endpoint, Gate
from deskbot.web.console.pages import Place, sent_to

PLACES: tuple[Place, ...] = (
    Place(now.PATH, "Now", key="n"),
    Place(tickets.PATH, "Tickets", key="t"),
    Place(tickets.MINE, "Mine", key="m"),
    Place(oncall.PATH, "On call", key="o"),
    Place(playbooks.PATH, "Playbooks", key="p"),
    Place(reports.PATH, "Reports", key="r"),
    Place(quarantine.PATH, "Quarantine", Doing.SORT, key="q"),
    Place(settings.PATH, "Settings", Doing.ADMIT, key="s"),
)


class Part(Protocol):
    """One area of the console."""

    def shown(self) -> Mapping[str, Endpoint]:
        """Return each of its pages, by its path."""
        ...

    def pressed(self) -> Mapping[str, Endpoint]:
        """Return what each of its forms leads to, by its path."""
        ...


@dataclass(frozen=True, slots=True)
class Console:
    """The pages, put together."""

    gate: Gate
    live: Live
    parts: tuple[Part, ...]
    oidc: OidcSigningIn | None = None
    """Where people sign in at an identity provider as well."""

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        page, front = self.gate.page, self._entrance
        return {
            "/console": page(Doing.LOOK, _front),
            "/console/account": page(Doing.LOOK, front.account),
            **{path: endpoint for part in self.parts for path, endpoint in part.shown().items()},
        }

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        press, front = self.gate.press, self._entrance
        return {
            "/console/sign-out": press(Doing.LOOK, front.sign_out),
            "/console/account/password": press(Doing.LOOK, front.change_password, PASSWORD_WITHIN),
            "/console/account/sign-out-elsewhere": press(Doing.LOOK, front.sign_out_elsewhere),
            **{path: endpoint for part in self.parts for path, endpoint in part.pressed().items()},
        }

    @property
    def _entrance(self) -> Front:
        return Front(self.gate, self.oidc.provider.client.shown if self.oidc else "")

    def router(self) -> APIRouter:
        """Return the routes."""
        router, front = APIRouter(include_in_schema=False), self._entrance
        router.add_route(SIGN_IN, front.ask, READ)
        router.add_route(SIGN_IN, front.sign_in, ["POST"])
        if self.oidc is not None:
            ways = oidc.OidcPages(self.gate, front, self.oidc)
            # By FastAPI's own: what Starlette adds for GET answers HEAD, too, and who comes back is let in.
            router.add_api_route(oidc.PATH, ways.begin, methods=["GET"])
            router.add_api_route(oidc.BACK, ways.come_back, methods=["GET"])
        router.add_route(assets.PATH, assets.serve, READ)
        for path, endpoint in self.shown().items():
            router.add_route(path, endpoint, READ)
        for path, endpoint in self.pressed().items():
            router.add_route(path, endpoint, ["POST"])
        return router


async def _front(_: Request, __: object) -> Response:
    return sent_to(now.PATH)
