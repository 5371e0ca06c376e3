"""Every page of the console, and what each is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from deskbot.access.console import Doing
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.health import Health
from deskbot.engine.interactions import Interactions
from deskbot.engine.live import Live
from deskbot.engine.oncall import Oncall
from deskbot.engine.overriding import Overriding
from deskbot.engine.signing_in import SigningIn
from deskbot.engine.standing import Standing
from deskbot.settings import Settings
from deskbot.store.database import Database
from deskbot.web.console import assets, now, oncall
from deskbot.web.console.front import Front
from deskbot.web.console.gate import SIGN_IN, Endpoint, Gate
from deskbot.web.console.live import Events
from deskbot.web.console.now import Now
from deskbot.web.console.oncall import OncallPages
from deskbot.web.console.pages import HEADERS, Pages, Place
from deskbot.wires.passwords import Passwords


class Part(Protocol):
    """One area of the console."""

    def shown(self) -> Mapping[str, Endpoint]:
        """Return each of its pages, by its path."""
        ...

    def pressed(self) -> Mapping[str, Endpoint]:
        """Return what each of its forms leads to, by its path."""
        ...


PLACES: tuple[Place, ...] = (Place(now.PATH, "Now", key="n"), Place(oncall.PATH, "On call", key="o"))


@dataclass(frozen=True, slots=True)
class Console:
    """The pages, put together."""

    gate: Gate
    live: Live
    parts: tuple[Part, ...]

    @classmethod
    def of(
        cls,
        settings: Settings,
        desk: Desk,
        database: Database,
        clock: Clock,
        *,
        interactions: Interactions,
        health: Health,
    ) -> Console:
        """Put the console together with what it works by."""
        idle, longest = timedelta(minutes=settings.console_idle_minutes), timedelta(days=settings.console_days)
        signing_in = SigningIn(database, clock, settings.secret(), Passwords(), idle, longest)
        pages = Pages(desk.name, ZoneInfo(str(desk.zone)), PLACES, settings.simulate)
        gate, live = Gate(signing_in, pages, settings.web_base), Live(database.url, signing_in)
        on_call = Oncall(database, desk, clock)
        parts = (
            Events(gate, live),
            Now(gate, desk, clock, Standing(database, desk, clock), on_call, health, interactions),
            OncallPages(gate, desk, clock, on_call, Overriding(database, desk, clock)),
        )
        return cls(gate, live, parts)

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        page, front = self.gate.page, Front(self.gate)
        return {
            "/console": page(Doing.LOOK, _front),
            "/console/account": page(Doing.LOOK, front.account),
            **{path: endpoint for part in self.parts for path, endpoint in part.shown().items()},
        }

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        press, front = self.gate.press, Front(self.gate)
        return {
            "/console/sign-out": press(Doing.LOOK, front.sign_out),
            "/console/account/password": press(Doing.LOOK, front.change_password),
            "/console/account/sign-out-elsewhere": press(Doing.LOOK, front.sign_out_elsewhere),
            **{path: endpoint for part in self.parts for path, endpoint in part.pressed().items()},
        }

    def router(self) -> APIRouter:
        """Return the routes."""
        router, front = APIRouter(include_in_schema=False), Front(self.gate)
        router.add_route(SIGN_IN, front.ask, ["GET", "HEAD"])
        router.add_route(SIGN_IN, front.sign_in, ["POST"])
        router.add_route(assets.PATH, assets.serve, ["GET", "HEAD"])
        for path, endpoint in self.shown().items():
            router.add_route(path, endpoint, ["GET", "HEAD"])
        for path, endpoint in self.pressed().items():
            router.add_route(path, endpoint, ["POST"])
        return router


async def _front(_: Request, __: object) -> Response:
    return RedirectResponse(now.PATH, 303, headers=dict(HEADERS))
