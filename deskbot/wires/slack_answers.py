"""Where Slack takes what shall stand instead of a message of ours: an address for each press, which needs no token."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from deskbot.settings import Settings
from deskbot.wires.slack import base_of

HOOKS = "hooks.slack.com"
LONGEST_WAIT = 1.0
"""Seconds: whoever has pressed waits for us meanwhile, and nothing depends on it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SlackAnswers:
    """Writes over a message that was answered by a press."""

    base: str
    """Where the Web API is."""

    @classmethod
    def of(cls, settings: Settings) -> SlackAnswers:
        """Return what answers at Slack, or at what stands for it."""
        return cls(base_of(settings))

    async def put_instead(self, url: str, blocks: list[dict[str, Any]], text: str) -> None:
        """Put other blocks into the message that was pressed; it stays as it is where Slack does not take them.

        Args:
            url: as Slack has told it with the press (`response_url`).
            blocks: what the message shows from now on.
            text: the same in words.
        """
        if not self._is_slacks(url):
            return
        told = {"replace_original": True, "text": text, "blocks": blocks}
        limit = aiohttp.ClientTimeout(total=LONGEST_WAIT)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit) as session,
                session.post(url, json=told, allow_redirects=False) as answer,
            ):
                went = "" if answer.status == 200 else str(answer.status)  # noqa: PLR2004
        except (aiohttp.ClientError, TimeoutError) as error:
            went = type(error).__name__
        if went:
            log.info("a used button was not taken away: %s", went, extra={"action": "slack_button"})

    def _is_slacks(self, url: str) -> bool:
        found, own = urlsplit(url), urlsplit(self.base)
        return (found.scheme, found.netloc) in (("https", HOOKS), (own.scheme, own.netloc))
