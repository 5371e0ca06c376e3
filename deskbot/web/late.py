"""An application that is made when the first request comes for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from starlette.types import ASGIApp, Receive, Scope, Send


def late(make: Callable[[], ASGIApp]) -> ASGIApp:
    """Return the application that `make` makes, as the first request asks for it and once.

    To read the signatures of all routes of the API takes a tenth of a second, which a server that comes up again does
    not have, and which most tests have no use for.
    """
    made = cache(make)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await made()(scope, receive, send)

    return application
