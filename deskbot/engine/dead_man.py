"""While all is well, and only then, somebody outside is told so: when that stops, they raise the alarm."""

from __future__ import annotations

import logging
from typing import Protocol

from deskbot.engine.health import Health

EVERY = 60.0
"""Seconds between two calls."""

log = logging.getLogger(__name__)


class Outside(Protocol):
    """Whoever waits for a sign of life."""

    async def call(self) -> str:
        """Give one; return what went wrong, empty where nothing did."""
        ...


class DeadMan:
    """Calls whoever waits, as long as the engine is well."""

    def __init__(self, health: Health, outside: Outside | None) -> None:
        """Prepare; with nobody outside nothing is ever called."""
        self._health, self._outside = health, outside

    async def look(self) -> None:
        """Call once, if all is well; whatever goes wrong disturbs nobody."""
        if self._outside is None:
            return
        verdict = await self._health.look()
        if not verdict.well:
            wrong = ", ".join(check.name for check in verdict.checks if not check.well)
            log.warning("the dead-man URL is not called: %s", wrong, extra={"action": "dead_man_silent"})
            return
        if problem := await self._outside.call():
            log.warning("the dead-man URL did not answer: %s", problem, extra={"action": "dead_man_unheard"})
