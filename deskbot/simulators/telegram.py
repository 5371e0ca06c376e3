"""A simulated Telegram: its Bot API, its updates, and people who write, press and block. Nothing leaves this machine.

simulator = TelegramSimulator.of(settings, clock)
async with simulator.serving() as base_url:
    await simulator.people[4711].writes("The phones are down")
    ...
    simulator.people[4711].take_message()
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator
from typing import Self

from deskbot.clock import Clock
from deskbot.settings import Settings
from deskbot.simulators.faults import ConnectionCutter
from deskbot.simulators.serving import serving
from deskbot.simulators.telegram_api import make_app
from deskbot.simulators.telegram_network import TelegramNetwork

__all__ = ["TelegramSimulator"]


class TelegramSimulator(TelegramNetwork):
    """A network that can be reached by HTTP, where python-telegram-bot finds what it expects."""

    def __init__(self, token: str, username: str = "deskbot_sim_bot", clock: Clock | None = None) -> None:
        """Open for business; see `TelegramNetwork`."""
        super().__init__(token, username, clock)
        self.api = make_app(self)
        self.app = ConnectionCutter(self.api)
        """Must be served by uvicorn, as `serving` does."""

    @classmethod
    def of(cls, settings: Settings, clock: Clock | None = None) -> Self:
        """Make the simulator that these settings sign in to."""
        token = settings.telegram_token
        return cls(token.get_secret_value() if token else "", clock=clock)

    @contextlib.asynccontextmanager
    async def serving(self, host: str = "127.0.0.1", port: int = 0) -> AsyncGenerator[str]:
        """Serve the API, yield its base URL, and close everything at the end."""
        async with serving(self.app, host, port) as base_url:
            try:
                yield base_url
            finally:
                await self.close()
