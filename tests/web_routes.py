"""What a web application can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import FastAPI


def routes_of(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Yield method and path of every route, those of included routers too."""
    for route in _flat(app.routes):
        for method in sorted(route.methods or ()):
            yield method, route.path


def _flat(routes: Iterable[Any]) -> Iterator[Any]:
    for route in routes:
        if hasattr(route, "effective_candidates"):  # a router that was included, as FastAPI keeps it
            yield from _flat(route.effective_candidates())
        elif hasattr(route, "methods"):  # what is mounted is an application of its own
            yield route
