"""The API put together: an application of its own, so that each error under its path is told in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from fastapi import APIRouter, Depends, FastAPI
from starlette.types import ASGIApp

from deskbot import __version__
from deskbot.clock import Clock
from deskbot.engine.api_tokens import ApiTokens
from deskbot.web.api.answered import tell_of_replays
from deskbot.web.api.gate import BEARER, Gate
from deskbot.web.api.problems import Problem, tell_problems
from deskbot.web.bucket import Buckets
from deskbot.web.room import Room

PREFIX = "/api/v1"
ABOUT = """What programs may read and do at the desk.

Every request carries a token (`Authorization: Bearer …`), which `deskbot tokens new NAME --scope tickets:read` makes.
Lists come in pages: `next` of one is the `cursor` of the next. Every error is a problem document (RFC 9457).
A POST or PATCH that names itself by an `Idempotency-Key` is done once, however often it is sent within three days.
"""
STRANGERS = 30
"""Wrong tokens of one place within a minute; whoever brings more has to wait."""


class Area(Protocol):
    """Some routes that belong together."""

    def router(self) -> APIRouter:
        """Return them."""
        ...


@dataclass(frozen=True, slots=True)
class Api:
    """The API."""

    tokens: ApiTokens
    clock: Clock
    areas: Sequence[Area]
    rate: int
    """Requests a minute of one token."""
    room: Room
    folder: str = ""
    """Of the site, in which the web side lies; empty for none."""

    def app(self) -> ASGIApp:
        """Return the application."""
        app = self.inner()
        minute = timedelta(minutes=1)
        app.add_middleware(
            Gate,  # pyright: ignore[reportArgumentType]
            tokens=self.tokens,
            clock=self.clock,
            requests=Buckets(self.rate, minute),
            strangers=Buckets(STRANGERS, minute),
            room=self.room,
        )
        return app

    def inner(self) -> FastAPI:
        """Return the routes, before anybody is let through to them."""
        app = FastAPI(
            title="deskbot",
            version=__version__,
            description=ABOUT,
            openapi_url="/openapi.json",
            docs_url=None,
            redoc_url=None,
            redirect_slashes=False,
            servers=[{"url": f"{self.folder}{PREFIX}"}],
            root_path_in_servers=False,
            dependencies=[Depends(BEARER)],
        )
        tell_problems(app)
        for area in self.areas:
            app.include_router(area.router())
        plain = app.openapi

        def openapi() -> dict[str, Any]:
            document = plain()
            document["components"]["schemas"]["Problem"] = Problem.model_json_schema(
                ref_template="#/components/schemas/{model}"
            )
            definitions = document["components"]["schemas"]["Problem"].pop("$defs", {})
            document["components"]["schemas"].update(definitions)
            tell_of_replays(document)
            return document

        app.openapi = openapi
        return app
