"""How requests come from Slack where it cannot reach us: by a connection of ours that is looked after (Socket Mode)."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import Any

from deskbot.channels import ChannelState
from deskbot.clock import Clock
from deskbot.errors import UnavailableError
from deskbot.settings import Settings
from deskbot.web.slack import SlackRequests
from deskbot.wires.slack import Failed
from deskbot.wires.slack_socket import PING_EVERY, SlackSocket

EVERY = 1.0
"""Seconds between two looks at the connection."""
NOTED_EVERY = 60.0
"""Seconds between two notes that all is well."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class SlackLink:
    """Keeps one connection to Slack, and opens another where it does not stand."""

    settings: Settings
    requests: SlackRequests
    state: ChannelState
    clock: Clock
    ping_every: float = PING_EVERY
    _socket: SlackSocket | None = field(default=None, repr=False)
    _noted: float = 0.0
    _trouble: str = ""

    async def turn(self) -> None:
        """Look whether the connection stands, and open one where none does.

        Raises:
            UnavailableError: the database does not take a note of how it stands.
        """
        if self._socket is not None and await self._socket.stands():
            await self._note("")
            return
        if self._socket is not None:
            log.warning("the connection to Slack does not stand; another is opened", extra={"action": "slack_socket"})
        await self.close()
        # Ours before it is open, so that it is closed whatever ends us meanwhile.
        self._socket = SlackSocket(self.settings, self.hear, self.ping_every)
        try:
            await self._socket.open()
        except Failed as error:
            await self.close()
            await self._note(f"Slack gives no connection: {_why(error)}")
            return
        await self._note("")

    async def hear(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """Take what Slack tells, as if it had come by HTTP; None where it was not kept, and must be told again."""
        try:
            answer = await self.requests.take(body)
        except UnavailableError:
            return None
        if answer.status != 200:  # noqa: PLR2004
            return None
        told = json.loads(answer.body) if answer.body else {}
        return told if isinstance(told, dict) else {}

    async def close(self) -> None:
        """Let the connection go."""
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close()

    async def _note(self, trouble: str) -> None:
        """Note how it stands: at once where that has changed, else now and then."""
        now = self.clock.now().timestamp()
        if trouble == self._trouble and 0 <= now - self._noted < NOTED_EVERY:
            return
        await self.state.note_look(trouble)
        self._noted, self._trouble = now, trouble


def _why(error: Exception) -> str:
    answer: Any = getattr(error, "response", None)
    told = answer.get("error") if answer is not None and isinstance(getattr(answer, "data", None), dict) else ""
    return str(told or type(error).__name__)[:100]
