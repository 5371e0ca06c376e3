"""What one process at a time does on a wire, of all that run on one database: two would be in each other's way.

Where the database is away for us alone two do it until we hear of it: what both take in is known by its id.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from deskbot.errors import UnavailableError

LASTS = timedelta(seconds=12)
"""After so long without a word another may do it: whoever did has been killed, has frozen, or is cut off."""
ASKED_EVERY = 3.0
"""Seconds from one word to the next, and from one question to the next of who waits for it."""

log = logging.getLogger(__name__)


class Duties(Protocol):
    """Knows who does what; see `deskbot.channels.ChannelState`."""

    async def hold(self, duty: str, lasts: timedelta) -> bool:
        """Be the one process that does something, from now on for a while; False where another one is."""
        ...

    async def let_go(self, duty: str) -> None:
        """Do it no more, so that another process may at once."""
        ...


async def alone(duties: Duties, duty: str, work: Callable[[], Awaitable[None]]) -> None:
    """Do something once where no other process does it, else wait for a moment.

    It is cancelled where another has taken it on meanwhile, as we were frozen. While the database is away it goes on:
    nobody else can take it on then, unless it is away for us alone.

    Raises:
        UnavailableError: the database is away, so that nobody knows whose it is.
    """
    if not await duties.hold(duty, LASTS):
        await asyncio.sleep(ASKED_EVERY)
        return
    working = asyncio.ensure_future(work())
    try:
        while not (await asyncio.wait({working}, timeout=ASKED_EVERY))[0]:
            if not await _goes_on(duties, duty):
                log.warning("another machine has taken on: %s", duty, extra={"action": "duty_lost", "duty": duty})
                return
        working.result()
    except asyncio.CancelledError:
        await _end(working)
        await _let_go(duties, duty)
        raise
    finally:
        await _end(working)


async def _goes_on(duties: Duties, duty: str) -> bool:
    try:
        return await duties.hold(duty, LASTS)
    except UnavailableError:
        return True


async def _let_go(duties: Duties, duty: str) -> None:
    try:
        await duties.let_go(duty)
    except UnavailableError as error:
        log.info("nobody can be told that we do it no more: %s", error, extra={"action": "duty_kept", "duty": duty})


async def _end(working: asyncio.Future[None]) -> None:
    if not working.done():
        working.cancel()
        await asyncio.wait({working})
