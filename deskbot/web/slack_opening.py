"""Opening something in Slack for somebody who waits: it is done in time, or of no use."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from deskbot.engine.in_time import within_limit
from deskbot.wires.slack import Failed

LONGEST_OPENING = 2.0
"""Seconds: after three Slack opens nothing any more for that press."""

log = logging.getLogger(__name__)
Client = Callable[[str], Awaitable[AsyncWebClient]]
"""Return who asks Slack in the name of the app in a workspace."""


async def opened(
    client: Client, team: str, doing: Callable[[AsyncWebClient], Awaitable[Any]], what: str = "form"
) -> bool:
    """Ask Slack for something that is of no use later; return whether it was done.

    Args:
        client: who asks Slack.
        team: the workspace.
        doing: asks.
        what: is shown by that, for the log.
    """

    async def ask() -> bool:
        try:
            await doing(await client(team))
        except Failed as error:
            log.info("a %s was not opened: %s", what, type(error).__name__, extra={"action": "slack_not_opened"})
            return False
        return True

    try:
        return await within_limit(ask, LONGEST_OPENING)
    except Exception as error:  # noqa: BLE001  (whoever waits is told how it is said in words)
        log.info("a %s was not opened: %s", what, type(error).__name__, extra={"action": "slack_not_opened"})
        return False
