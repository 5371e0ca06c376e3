"""The updates of the simulated Telegram: kept until the bot has them, posted to its webhook or given to its polls."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any

import httpx

from deskbot.simulators.telegram_state import RefusedError, Update, Webhook

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (its name)
GIVEN_UP_AFTER = 15.0
"""Seconds until a webhook that does not answer is given up, and tried again later."""
MOST_AT_ONCE = 100

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Updates:
    """What the bot has not had yet, oldest first."""

    pending: list[Update] = field(default_factory=list)
    webhook: Webhook | None = None
    posted: list[Update] = field(default_factory=list)
    """Every update as it was posted, also in vain."""
    problems: list[str] = field(default_factory=list)
    """What went wrong with posts, as `getWebhookInfo` tells the last of it."""
    withheld: bool = False
    """Whether nothing is posted for now."""
    next_id: int = 1
    allowed: frozenset[str] = frozenset()
    """What the polls ask for; empty for what Telegram sends by itself."""
    _new: asyncio.Event = field(default_factory=asyncio.Event)
    _poll: int = 0
    _polled: asyncio.Event = field(default_factory=asyncio.Event)
    _client: httpx.AsyncClient | None = None
    _posting: asyncio.Lock = field(default_factory=asyncio.Lock)

    def add(self, kind: str, content: dict[str, Any]) -> None:
        """Keep an update for the bot, where it wants such."""
        wanted = self.webhook.allowed if self.webhook else self.allowed
        if wanted and kind not in wanted:
            return
        self.pending.append({"update_id": self.next_id, kind: content})
        self.next_id += 1
        self._new.set()

    def hasten(self) -> None:
        """Let a poll that waits look again."""
        self._new.set()

    async def until_polled(self) -> None:
        """Wait until somebody has asked for updates."""
        await self._polled.wait()

    async def post_all(self) -> int:
        """Post what waits, one after the other, until the bot has all or does not take one; return how many it took."""
        async with self._posting:
            taken = 0
            while self.webhook is not None and self.pending and not self.withheld:
                if not await self.post(self.pending[0]):
                    break
                self.pending.pop(0)
                taken += 1
            return taken

    async def post(self, update: Update) -> bool:
        """Post an update, again if need be; return whether the bot has taken it."""
        if self.webhook is None:
            return False
        self.posted.append(update)
        headers = {SECRET_HEADER: self.webhook.secret} if self.webhook.secret else {}
        if self._client is None:
            self._client = httpx.AsyncClient(verify=False, timeout=GIVEN_UP_AFTER, trust_env=False)  # nosec B501 # noqa: S501  (loopback)
        try:
            answer = await self._client.post(self.webhook.url, json=update, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return self._problem(type(error).__name__)
        return answer.is_success or self._problem(f"Wrong response from the webhook: {answer.status_code}")

    def _problem(self, what: str) -> bool:
        self.problems.append(what)
        log.warning("SIMULATED update not taken: %s", what, extra={"action": "simulated_update_failed"})
        return False

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Forget what stands before `offset`, and return what comes behind it, as soon as there is something.

        Raises:
            RefusedError: updates go to a webhook, or another poll has begun meanwhile.
        """
        if self.webhook is not None:
            raise RefusedError(409, "Conflict: can't use getUpdates method while webhook is active")
        self._poll += 1
        own = self._poll
        self._polled.set()
        self._new.set()  # an earlier poll hears of this one
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset:
            self.pending = [one for one in self.pending if one["update_id"] >= offset]
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        await asyncio.sleep(0)
        while not self.pending and (left := until - loop.time()) > 0:
            self._new.clear()
            try:
                await asyncio.wait_for(self._new.wait(), left)
            except TimeoutError:
                break
            if own != self._poll or self.webhook is not None:
                raise RefusedError(409, "Conflict: terminated by other getUpdates request")
        return self.pending[: min(limit, MOST_AT_ONCE)]

    async def close(self) -> None:
        """End polls, and close connections."""
        self._poll += 1
        self._new.set()
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()
