"""A simulated Slack: its Web API, its signed requests, and people who write and press. Nothing leaves this machine.

simulator = SlackSimulator.of(settings, clock)
async with simulator.serving() as base_url:
    await simulator.people["U0TY"].writes("The phones are down")
    ...
    simulator.people["U0TY"].take_message()
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator
from typing import Self

from deskbot.clock import Clock
from deskbot.settings import Settings
from deskbot.simulators.faults import ConnectionCutter
from deskbot.simulators.serving import serving
from deskbot.simulators.slack_api import make_app
from deskbot.simulators.slack_network import SlackNetwork

__all__ = ["SlackSimulator"]


class SlackSimulator(SlackNetwork):
    """A network that can be reached by HTTP, where slack_sdk finds what it expects."""

    def __init__(self, token: str, secret: str, clock: Clock | None = None) -> None:
        """Open for business; see `SlackNetwork`."""
        super().__init__(token, secret, clock)
        self.api = make_app(self)
        self.app = ConnectionCutter(self.api)
        """Must be served by uvicorn, as `serving` does."""

    @classmethod
    def of(cls, settings: Settings, clock: Clock | None = None) -> Self:
        """Make the simulator that these settings sign in to."""
        token, secret = settings.slack_bot_token, settings.slack_signing_secret
        simulator = cls(token.get_secret_value() if token else "", secret.get_secret_value() if secret else "", clock)
        own, secret = simulator.workspaces, settings.slack_client_secret
        own.client_id, own.client_secret = settings.slack_client_id, secret.get_secret_value() if secret else ""
        return simulator

    @contextlib.asynccontextmanager
    async def serving(self, host: str = "127.0.0.1", port: int = 0) -> AsyncGenerator[str]:
        """Serve the API, yield its base URL, and close everything at the end."""
        async with serving(self.app, host, port) as base_url:
            self.base_url = base_url
            try:
                yield f"{base_url}/api"
            finally:
                await self.close()
