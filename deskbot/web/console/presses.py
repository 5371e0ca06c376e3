"""A finger that presses twice: the same form of the same browser, sent again at once, is the same press."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

from starlette.responses import Response

from deskbot.model.account import SignedIn
from deskbot.web.sent_form import SentForm

AT_ONCE = 30.0
"""Seconds after which the same form, sent again, is meant. A ticket's forms say which entries their page has shown, so
that the same form of a page that was loaded since is another press."""
_DONE = 303


class Presses:
    """Does each press once. In memory: both presses of a finger reach the same process."""

    def __init__(self, at_once: float = AT_ONCE) -> None:
        """Remember none yet."""
        self._at_once = at_once
        self._known: dict[bytes, tuple[float, asyncio.Future[Response]]] = {}

    async def once(self, press: bytes, do: Callable[[], Awaitable[Response]]) -> Response:
        """Do something, or return what the same press has led to just now; what was not done may be pressed again.

        Args:
            press: what tells it from all others, see `press_of`.
            do: does it.
        """
        now = asyncio.get_running_loop().time()
        self._known = {key: known for key, known in self._known.items() if now - known[0] < self._at_once}
        if (before := self._known.get(press)) is not None:
            return await asyncio.shield(before[1])
        doing = asyncio.ensure_future(do())
        self._known[press] = (now, doing)
        try:
            answer = await asyncio.shield(doing)
        except BaseException:
            self._known.pop(press, None)
            raise
        if answer.status_code != _DONE:
            self._known.pop(press, None)
        return answer


def press_of(who: SignedIn, path: str, form: SentForm) -> bytes:
    """Return what tells a press from all others: whose browser it was, where it leads, and what it holds."""
    found = hashlib.sha256(f"{who.digest}\0{path}".encode())
    for name, value in sorted(form.fields.items()):
        found.update(f"\0{name}\0{value}".encode())
    for file in form.files:
        found.update(f"\0\0{file.filename}\0{file.sha256}".encode())
    return found.digest()
