"""What changes is told to everybody who looks at the console: one connection hears it, many browsers are told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import dataclass, field

from deskbot.engine.signing_in import SigningIn
from deskbot.errors import UnavailableError
from deskbot.model.account import SignedIn
from deskbot.store import live

HEARTBEAT = 20.0
"""Seconds after which a browser is told that it is still heard, if nothing else; and is looked at whether it may be."""
MOST = 12
"""Browsers' pages of one account that are told at a time; one more, and the oldest is told nothing any more."""
EVERYTHING = "all"
"""Anything may have changed: what happened while nobody heard is not known."""
_OUT = "out:"
"""Not for browsers: one of them, by the digest of its key, was signed out."""
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0

log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class _Listener:
    who: SignedIn
    changed: set[str] = field(default_factory=set)
    rings: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False

    def tell(self, topic: str) -> None:
        self.changed.add(topic)
        self.rings.set()

    def end(self) -> None:
        self.ended = True
        self.rings.set()


class Live:
    """Tells browsers what has changed, by topics: "ticket:1042", "pages", "roster", or `EVERYTHING`."""

    def __init__(self, url: str, signing_in: SigningIn, *, heartbeat: float = HEARTBEAT) -> None:
        """Tell nothing before somebody listens.

        Args:
            url: the database's, for a connection that does nothing but listen.
            signing_in: knows who is signed in still.
            heartbeat: seconds between two signs of life.
        """
        self._url, self._signing_in, self._heartbeat = url, signing_in, heartbeat
        self._listeners: list[_Listener] = []
        self._hearing: asyncio.Task[None] | None = None
        self._ended = False

    @property
    def listening(self) -> int:
        """Return how many pages are told."""
        return len(self._listeners)

    async def changes(self, who: SignedIn) -> AsyncGenerator[frozenset[str]]:
        """Yield what has changed since the last time; nothing, where it is only a sign of life, and at the beginning.

        It ends when they are signed out, and when the process does.
        """
        listener, loop = self._let_in(who), asyncio.get_running_loop()
        try:
            yield frozenset()
            asked = loop.time()
            while not listener.ended:
                with suppress(TimeoutError):
                    await asyncio.wait_for(listener.rings.wait(), self._heartbeat)
                if loop.time() - asked >= self._heartbeat:  # on a busy desk something changes all the time
                    asked = loop.time()
                    if not await self._still(who):
                        return
                if listener.ended:
                    return
                listener.rings.clear()
                changed, listener.changed = frozenset(listener.changed), set()
                yield changed
        finally:
            self._listeners.remove(listener)

    def end(self) -> None:
        """Let everybody go, and listen no more."""
        self._ended = True
        for one in self._listeners:
            one.end()
        if self._hearing is not None:
            self._hearing.cancel()

    def _let_in(self, who: SignedIn) -> _Listener:
        own = [one for one in self._listeners if one.who.account.id == who.account.id and not one.ended]
        if len(own) >= MOST:
            own[0].end()
        listener = _Listener(who, ended=self._ended)
        self._listeners.append(listener)
        if self._hearing is None and not self._ended:
            self._hearing = asyncio.create_task(self._hear())
        return listener

    async def _still(self, who: SignedIn) -> bool:
        try:
            return await self._signing_in.holds(who)
        except UnavailableError:
            return True  # nobody is sent away because the database is

    async def _hear(self) -> None:
        wait = _FIRST_WAIT
        while True:
            try:
                async for topic in live.told(self._url):
                    wait = _FIRST_WAIT
                    self._tell(topic or EVERYTHING)
            except UnavailableError as error:
                log.warning("%s; tried again in %.1f s", error, wait, extra={"action": "live_away"})
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)

    def _tell(self, topic: str) -> None:
        for one in self._listeners:
            if topic == f"{_OUT}{one.who.digest}":
                one.end()
            elif not topic.startswith(_OUT):
                one.tell(topic)
