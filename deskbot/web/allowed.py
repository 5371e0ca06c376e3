"""What may be done at an address, for whoever has tried something else there."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import Match

READ = ["GET", "HEAD"]
"""How may be asked for what is only shown."""
NOT_ALLOWED = 405
METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")


def allowed_at(request: Request, *more: str) -> dict[str, str]:
    """Return the header that names all methods of an address: the framework names only those of the first route there.

    Args:
        request: what was not done.
        more: methods that are answered besides, where GET is.
    """
    found = [method for method in METHODS if _is_routed(request, method)]
    if "GET" in found:
        found = sorted({*found, *more})
    return {"Allow": ", ".join(found)} if found else {}


def _is_routed(request: Request, method: str) -> bool:
    scope = {**request.scope, "method": method}
    return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)
