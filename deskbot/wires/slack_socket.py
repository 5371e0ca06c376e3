"""Socket Mode: what Slack tells of by a connection that we open, where it cannot reach us.

The SDK's own reconnecting is not relied on, as it has been known to hang in silence: whoever uses this asks again and
again whether the connection stands, and opens another.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from deskbot.settings import Settings
from deskbot.wires.slack import base_of

PING_EVERY = 5.0
"""Seconds; four pings without an answer are a connection that does not stand."""
LONGEST_CONNECT = 15.0
"""Seconds."""

Hear = Callable[[dict[str, Any]], Awaitable[dict[str, Any] | None]]
"""Take what was told; return what is answered as it is acknowledged. None: it is not, and is told again."""

log = logging.getLogger(__name__)
_quiet = logging.getLogger(f"{__name__}.sdk")
_quiet.setLevel(logging.CRITICAL)  # a connection that was lost is told of by us, once


class SlackSocket:
    """One connection."""

    def __init__(self, settings: Settings, hear: Hear, ping_every: float = PING_EVERY) -> None:
        """Prepare; `open` connects."""
        token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else ""
        web = AsyncWebClient(base_url=f"{base_of(settings)}/", retry_handlers=[], logger=_quiet)
        web.timeout = settings.slack_timeout  # pyright: ignore[reportAttributeAccessIssue]  (aiohttp takes fractions)
        self._hear = hear
        self._client = SocketModeClient(
            token, logger=_quiet, web_client=web, auto_reconnect_enabled=False, ping_interval=ping_every
        )
        self._client.socket_mode_request_listeners.append(self._take)

    async def open(self) -> None:
        """Connect.

        Raises:
            SlackClientError, aiohttp.ClientError, TimeoutError: Slack gives no connection now.
        """
        async with asyncio.timeout(LONGEST_CONNECT):
            # Asked for here: in `connect` the SDK tries for ever.
            self._client.wss_uri = await self._client.issue_new_wss_url()
            await self._client.connect()

    async def stands(self) -> bool:
        """Return whether the connection stands, and Slack answers on it."""
        return await self._client.is_connected()

    async def close(self) -> None:
        """Let the connection go."""
        with contextlib.suppress(Exception):  # one that is broken cannot be closed in good order
            async with asyncio.timeout(LONGEST_CONNECT):
                await self._client.close()

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        try:
            answer = await self._hear(request.payload)
        except Exception:
            log.exception("what Slack told was not taken", extra={"action": "slack_refused"})
            return
        if answer is None:
            return
        response = SocketModeResponse(envelope_id=request.envelope_id, payload=answer or None)
        try:
            await client.send_socket_mode_response(response)
        except Exception as error:  # noqa: BLE001  (it is told again, and is known then)
            log.info("an acknowledgement was not sent: %s", type(error).__name__, extra={"action": "slack_socket"})
