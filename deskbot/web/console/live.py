"""What changes, told to an open page of the console by server-sent events; the script then fetches the page anew."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from deskbot.access.console import Doing
from deskbot.engine.live import Live
from deskbot.model.account import SignedIn
from deskbot.web.console.gate import Endpoint, Gate
from deskbot.web.console.pages import HEADERS

EVENTS = "/console/events"
AGAIN = 3000
"""Milliseconds after which a browser that was cut off asks again."""
_HEADERS = {**HEADERS, "X-Accel-Buffering": "no"}


@dataclass(frozen=True, slots=True)
class Events:
    """Tells pages what changes."""

    gate: Gate
    live: Live

    def shown(self) -> dict[str, Endpoint]:
        """Return the route."""
        return {EVENTS: self.gate.page(Doing.LOOK, self._events)}

    def pressed(self) -> dict[str, Endpoint]:
        """Return nothing: there is no form."""
        return {}

    async def _events(self, request: Request, who: SignedIn) -> Response:
        if request.method == "HEAD":
            return Response(media_type="text/event-stream", headers=_HEADERS)
        return StreamingResponse(self._told(who), media_type="text/event-stream", headers=_HEADERS)

    async def _told(self, who: SignedIn) -> AsyncGenerator[str]:
        yield f"retry: {AGAIN}\n\n"
        async with aclosing(self.live.changes(who)) as changes:
            async for topics in changes:
                yield f"data: {' '.join(sorted(topics))}\n\n" if topics else ":\n\n"
