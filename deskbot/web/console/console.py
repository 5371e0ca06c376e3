"""Every page of the console, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from deskbot.access.console import Doing
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.agents import Agents
from deskbot.engine.signing_in import SigningIn
from deskbot.engine.ticket_list import TicketList
from deskbot.settings import Settings
from deskbot.store.database import Database
from deskbot.web.console import assets
from deskbot.web.console.front import Front
from deskbot.web.console.gate import SIGN_IN, Endpoint, Gate
from deskbot.web.console.pages import HEADERS, Pages, Place
from deskbot.web.console.tickets import Tickets
from deskbot.wires.passwords import Passwords

PLACES: tuple[Place, ...] = (Place("/console/tickets", "Tickets", key="t"),)


@dataclass(frozen=True, slots=True)
class Console:
    """The pages, put together."""

    gate: Gate
    tickets: Tickets

    @classmethod
    def of(cls, settings: Settings, desk: Desk, database: Database, clock: Clock, agents: Agents) -> Console:
        """Put the console together with what it works by."""
        idle, longest = timedelta(minutes=settings.console_idle_minutes), timedelta(days=settings.console_days)
        signing_in = SigningIn(database, clock, settings.secret(), Passwords(), idle, longest)
        pages = Pages(desk.name, ZoneInfo(str(desk.zone)), PLACES, settings.simulate)
        gate = Gate(signing_in, pages, settings.web_base)
        return cls(gate, Tickets(gate, TicketList(database), desk, agents.shelf, clock))

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        page, front = self.gate.page, Front(self.gate)
        return {
            "/console": page(Doing.LOOK, _front),
            "/console/account": page(Doing.LOOK, front.account),
            **self.tickets.shown(),
        }

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        press, front = self.gate.press, Front(self.gate)
        return {
            "/console/sign-out": press(Doing.LOOK, front.sign_out),
            "/console/account/password": press(Doing.LOOK, front.change_password),
            "/console/account/sign-out-elsewhere": press(Doing.LOOK, front.sign_out_elsewhere),
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
    return RedirectResponse("/console/account", 303, headers=dict(HEADERS))
