"""A finger that presses twice: the same form of the same browser, sent again at once, is the same press."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from starlette.responses import Response

from deskbot.model.account import SignedIn
from deskbot.web.sent_form import SentForm

AT_ONCE = 30.0
"""Seconds after which the same form, sent again, is meant. It is meant before, too, where the same browser has done
something else meanwhile, which may have undone it: who begins, ends and begins again has pressed three times."""
FINGER = 3.0
"""Seconds within which a finger presses twice, whatever others do in between; what they do later may undo the press."""
_DONE = 303


class Press(NamedTuple):
    """A form that was sent."""

    browser: str
    form: bytes


class Presses:
    """Does each press once. In memory: both presses of a finger reach the same process."""

    def __init__(self, at_once: float = AT_ONCE) -> None:
        """Remember none yet."""
        self._at_once = at_once
        self._known: dict[Press, tuple[float, asyncio.Future[Response]]] = {}

    async def once(self, press: Press, do: Callable[[], Awaitable[Response]]) -> Response:
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
        else:
            self._forget_undone(press, asyncio.get_running_loop().time())
        return answer

    def _forget_undone(self, press: Press, now: float) -> None:
        """Forget what was done before a press, which may have undone it; what is not done yet stays known."""
        self._known = {
            key: (at, doing)
            for key, (at, doing) in self._known.items()
            if key == press or not doing.done() or (key.browser != press.browser and now - at < FINGER)
        }


def press_of(who: SignedIn, path: str, form: SentForm) -> Press:
    """Return what tells a press from all others: whose browser it was, where it leads, and what it holds."""
    found = hashlib.sha256(f"{who.digest}\0{path}".encode())
    for name, value in sorted(form.fields.items()):
        found.update(f"\0{name}\0{value}".encode())
    for file in form.files:
        found.update(f"\0\0{file.filename}\0{file.sha256}".encode())
    return Press(who.digest, found.digest())
