"""While all is well, and only then, somebody outside is told so: when that stops, they raise the alarm."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Protocol

from deskbot.engine.health import Health
from deskbot.errors import UnavailableError
from deskbot.store.channel_state import StoredState

EVERY = 60.0
"""Seconds between two calls."""
CALLED_BY_ONE = timedelta(seconds=0.9 * EVERY)
"""For so long nobody else calls; then whoever's turn comes first."""
_DUTY = "call"

log = logging.getLogger(__name__)


class Outside(Protocol):
    """Whoever waits for a sign of life."""

    async def call(self) -> str:
        """Give one; return what went wrong, empty where nothing did."""
        ...


class DeadMan:
    """Calls whoever waits, as long as the engine is well."""

    def __init__(self, health: Health, outside: Outside | None, state: StoredState) -> None:
        """Prepare; with nobody outside nothing is ever called. `state` knows which process calls."""
        self._health, self._outside, self._state = health, outside, state

    async def look(self) -> None:
        """Call once, if all is well and no other process has of late; whatever goes wrong disturbs nobody."""
        if self._outside is None or not await self._is_ours():
            return
        verdict = await self._health.look()
        if not verdict.well:
            wrong = ", ".join(check.name for check in verdict.checks if not check.well)
            log.warning("the dead-man URL is not called: %s", wrong, extra={"action": "dead_man_silent"})
            return
        if problem := await self._outside.call():
            log.warning("the dead-man URL did not answer: %s", problem, extra={"action": "dead_man_unheard"})
            await self._state.let_go(_DUTY)  # another machine's way to them may be whole

    async def _is_ours(self) -> bool:
        try:
            return await self._state.hold(_DUTY, CALLED_BY_ONE)
        except UnavailableError:
            return True  # then all is not well, and it is said why nobody calls
