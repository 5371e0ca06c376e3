"""What a web application can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from deskbot.wires.http_server import LetGo


def routes_of(app: Any) -> Iterator[tuple[str, str]]:
    """Yield method and path of every route of an application, those of included routers too."""
    for route in _flat((app.app if isinstance(app, LetGo) else app).routes):
        for method in sorted(route.methods or ()):
            yield method, route.path


def _flat(routes: Iterable[Any]) -> Iterator[Any]:
    for route in routes:
        if hasattr(route, "effective_candidates"):  # a router that was included, as FastAPI keeps it
            yield from _flat(route.effective_candidates())
        elif getattr(route, "starlette_route", None) is not None:  # one that is no operation of FastAPI's
            yield route.starlette_route
        elif hasattr(route, "methods"):  # what is mounted is an application of its own
            yield route
