"""What goes on for as long as a process does, whatever fails in between."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable

from deskbot.errors import UnavailableError
from deskbot.store.database import first_line

RESTS = 1.0
"""Seconds for which a loop rests whose turn has failed: one that waits for news pauses by waiting, and else not."""

log = logging.getLogger(__name__)


class Away:
    """What the loops of a process say of a database that is away: a line as it begins, and one as it is over."""

    def __init__(self) -> None:
        """Begin with a database that answers."""
        self._why = ""
        self._since = self._over = -math.inf

    def found(self, why: str, begun: float) -> None:
        """Take that a turn, which had begun then, has found it away."""
        if not self._why and begun > self._over:
            self._why, self._since = why, time.monotonic()
            log.warning("waiting for the database: %s", why, extra={"action": "database_away"})

    def answered(self, begun: float) -> None:
        """Take that a turn of a loop that had found it away, and which had begun then, has found it there."""
        if self._why and begun >= self._since:
            self._over = time.monotonic()
            says = "the database answers again after %.0f s; it was: %s"
            log.warning(says, self._over - self._since, self._why, extra={"action": "database_back"})
            self._why = ""


_away = Away()


async def forever(
    action: Callable[[], Awaitable[object]], every: float, away: Away = _away, *, rests: float = RESTS
) -> None:
    """Repeat an action with a pause of `every` seconds, of `rests` at least where it has failed.

    A database that is away is waited for. What was cancelled within, and not by whoever ends us, has failed.
    """
    waits = False
    while True:
        begun, pause = time.monotonic(), max(every, rests)
        try:
            await action()
        except UnavailableError as error:
            waits = True
            away.found(first_line(error.__cause__ or error), begun)
        except (Exception, asyncio.CancelledError) as error:
            if isinstance(error, asyncio.CancelledError) and _is_to_end():
                raise
            log.exception("a loop's turn failed; it goes on", extra={"action": "loop_failed"})
        else:
            if waits:
                away.answered(begun)
            waits, pause = False, every
        await asyncio.sleep(pause)


def _is_to_end() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
