"""The web side in a folder of a site (DESKBOT_PUBLIC_URL has one): all that it says of its own addresses names it.

In here nobody knows of the folder: what is asked for comes without it, whether or not a proxy has taken it off already,
and it is put before what leads anywhere in an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LEADS = re.compile(rb'(\s(?:href|src|action|formaction|data-draft|data-here|data-page)=")(?=/(?!/))')
"""Before an address of ours in a page. Nothing that people have written looks so: its quotation marks are escaped."""
_COOKIE_PATH = re.compile(rb"(; *path=)(?=/)", re.IGNORECASE)
_HOST_ONLY = b"__Host-"
"""A cookie of such a name is good for the whole host, or browsers refuse it."""


class UnderFolder:
    """Wraps an app."""

    def __init__(self, app: ASGIApp, folder: str) -> None:
        """Wrap `app`, which the outside reaches under `folder`: "/help"."""
        self._app = app
        self._folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = dict(scope)
        if told["path"].startswith(f"{self._folder}/"):
            told["path"] = told["path"].removeprefix(self._folder)
            told["raw_path"] = told.get("raw_path", b"").removeprefix(self._folder.encode())
        await self._app(told, receive, _Answer(self._folder.encode(), send).send)


class _Answer:
    """One answer on its way out. A page is sent when all of it is there; all else goes as it comes."""

    def __init__(self, folder: bytes, send: Send) -> None:
        self._folder = folder
        self._send = send
        self._start: Message = {}
        self._page = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [self._header(*one) for one in message["headers"]]
            message = {**message, "headers": headers}
            if _is_page(headers):
                self._start = message
            else:
                await self._send(message)
            return
        if not self._start:
            await self._send(message)
            return
        self._page += message.get("body", b"")
        if message.get("more_body", False):
            return
        page = _LEADS.sub(rb"\g<1>" + self._folder, bytes(self._page))
        headers = [one for one in self._start["headers"] if one[0].lower() != b"content-length"]
        if page:  # to HEAD there is none, and how long it would be is not said
            headers.append((b"content-length", str(len(page)).encode()))
        await self._send({**self._start, "headers": headers})
        await self._send({**message, "body": page})

    def _header(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        match name.lower():
            case b"location" if value.startswith(b"/") and not value.startswith(b"//"):
                return name, self._folder + value
            case b"set-cookie" if not value.startswith(_HOST_ONLY):
                return name, _COOKIE_PATH.sub(rb"\g<1>" + self._folder, value)
            case _:
                return name, value


def _is_page(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers)
