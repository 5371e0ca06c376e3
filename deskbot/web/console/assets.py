"""Style, script and icon of the console, under addresses that change when they do: so each is fetched once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOLDER = Path(__file__).parent / "static"
PATH = "/console/static/{digest}/{name}"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


@cache
def files() -> Mapping[str, tuple[str, bytes]]:
    """Return each file's digest and content, by its name."""
    found = {file.name: file.read_bytes() for file in sorted(FOLDER.iterdir()) if file.suffix in KINDS}
    return {name: (hashlib.sha256(content).hexdigest()[:16], content) for name, content in found.items()}


def address(name: str) -> str:
    """Return where a file is."""
    return PATH.format(digest=files()[name][0], name=name)


async def serve(request: Request) -> Response:
    """Serve a file; an address of another release leads nowhere."""
    digest, content = files().get(request.path_params["name"], ("", b""))
    if not digest or request.path_params["digest"] != digest:
        return PlainTextResponse("There is no such file.\n", 404)
    return Response(content, headers=FOR_GOOD, media_type=KINDS[Path(request.path_params["name"]).suffix])
