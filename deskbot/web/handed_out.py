"""Files that came from outside, handed out so that nothing in them is run and no browser guesses what they are."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from starlette.responses import Response

HARMLESS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}


def handed_out(name: str, content: bytes, headers: Mapping[str, str], *, picture: str = "") -> Response:
    """Return a file, to be kept and not shown.

    Args:
        name: what it is called.
        content: its bytes.
        headers: what else the answer says.
        picture: the type of a picture that may be shown, as its bytes say; empty for everything else.
    """
    how = "inline" if picture else "attachment"
    safe = quote(name.encode("utf-8", "replace").decode("utf-8"), safe="")
    sent = {**headers, **HARMLESS, "Content-Disposition": f"{how}; filename*=UTF-8''{safe}"}
    return Response(content, headers=sent, media_type=picture or "application/octet-stream")
