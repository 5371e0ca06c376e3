"""A simulated Twilio: its REST API, its webhooks, and phones that answer. Nothing leaves this machine.

simulator = TwilioSimulator.of(settings, clock)
async with simulator.serving() as base_url:
    simulator.phones["+15125550110"].answers(digits="4")
    ...
    await simulator.pump()
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, Mapping
from typing import Self

from deskbot.clock import Clock
from deskbot.settings import Settings
from deskbot.simulators.faults import ConnectionCutter
from deskbot.simulators.phones import Phones
from deskbot.simulators.serving import serving
from deskbot.simulators.twilio_api import make_app
from deskbot.simulators.twilio_exchange import Account, Exchange
from deskbot.simulators.twilio_incoming import DeskLine

__all__ = ["Account", "TwilioSimulator"]


class TwilioSimulator(Exchange):
    """An exchange that can be reached by HTTP, where Twilio's SDK finds what it expects."""

    def __init__(
        self,
        account: Account,
        numbers: Mapping[str, str],
        clock: Clock | None = None,
        phones: Phones | None = None,
    ) -> None:
        """Open for business; see `Exchange`."""
        super().__init__(account, numbers, clock, phones)
        self.api = make_app(self)
        self.app = ConnectionCutter(self.api)
        """Must be served by uvicorn, as `serving` does."""

    @classmethod
    def of(cls, settings: Settings, clock: Clock | None = None) -> Self:
        """Make the simulator that these settings sign in to, and that posts texts to their web side."""
        secret, token = settings.twilio_api_secret, settings.twilio_auth_token
        keys = {settings.twilio_api_key: secret.get_secret_value()} if settings.twilio_api_key and secret else {}
        account = Account(settings.twilio_account_sid, token.get_secret_value() if token else "", keys)
        own = [number for number in (settings.twilio_from, settings.twilio_text_number) if number]
        numbers = dict.fromkeys(own, f"{settings.web_base}/twilio/sms")
        if settings.twilio_whatsapp_number:
            numbers[f"whatsapp:{settings.twilio_whatsapp_number}"] = f"{settings.web_base}/channels/whatsapp"
        simulator = cls(account, numbers, clock)
        hooks = DeskLine(f"{settings.web_base}/twilio/desk/call", f"{settings.web_base}/twilio/desk/status")
        simulator.desk_numbers.update(dict.fromkeys(settings.desk_numbers, hooks))
        return simulator

    @classmethod
    def second_of(cls, settings: Settings, clock: Clock | None = None, phones: Phones | None = None) -> Self:
        """Make the simulator of the second carrier that these settings name, with the phones of the first."""
        secret, token = settings.twilio2_api_secret, settings.twilio2_auth_token
        keys = {settings.twilio2_api_key: secret.get_secret_value()} if settings.twilio2_api_key and secret else {}
        account = Account(settings.twilio2_account_sid, token.get_secret_value() if token else "", keys)
        return cls(account, {settings.twilio2_from: f"{settings.web_base}/twilio/sms"}, clock, phones)

    @contextlib.asynccontextmanager
    async def serving(self, host: str = "127.0.0.1", port: int = 0) -> AsyncGenerator[str]:
        """Serve the API, yield its base URL, and close everything at the end."""
        async with serving(self.app, host, port) as base_url:
            try:
                yield base_url
            finally:
                await self.close()

    async def close(self) -> None:
        """Turn stalled requests away and close connections."""
        self.faults.close()
        await self.webhooks.close()
