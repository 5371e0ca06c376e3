"""The signed address at which a calendar program reads who is on call: it shows shifts, and does nothing."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from deskbot.engine.oncall_feed import OncallFeed
from deskbot.errors import UnavailableError
from deskbot.escalation.links import read_feed_token
from deskbot.web.allowed import READ
from deskbot.web.secret_address import UNTOLD

HEADERS = {**UNTOLD, "Cache-Control": "private, max-age=300"}


@dataclass(frozen=True, slots=True)
class OncallFeeds:
    """The route under /oncall. Neither it nor the server logs an address with its token."""

    secret: bytes
    feed: OncallFeed

    def router(self) -> APIRouter:
        """Return the route."""
        router = APIRouter(prefix="/oncall", include_in_schema=False)
        router.add_api_route("/{token}.ics", self.show, methods=READ)
        return router

    async def show(self, token: str) -> Response:
        """Return the shifts; a feed that is not ours, or of somebody who has left, is not there."""
        wanted = read_feed_token(token, self.secret)
        try:
            text = await self.feed.of(wanted) if wanted else None
        except UnavailableError:
            # Calendar programs keep what they have, and ask again.
            return PlainTextResponse("The database is away; please ask again.\n", 503, headers={"Retry-After": "60"})
        if text is None:
            return PlainTextResponse("There is no such calendar.\n", 404, headers=HEADERS)
        return Response(text, media_type="text/calendar; charset=utf-8", headers=HEADERS)
