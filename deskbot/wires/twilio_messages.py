"""Messages that the carrier takes for us, whatever kind of number they go to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from deskbot.model.message import Receipt
from deskbot.wires import twilio


class Messages:
    """Hands messages over, from the number of an account."""

    def __init__(self, account: twilio.Account) -> None:
        """Remember the account; connections belong to a running loop, so the first message makes them."""
        self.account = account
        self._client: twilio.Client | None = None

    async def send(
        self, to: str, text: str, report_to: str, sealed: Callable[[], Awaitable[None]], *, kind: str = ""
    ) -> Receipt:
        """Hand over one message, once.

        Args:
            to: a number.
            text: what it says.
            report_to: where the carrier tells what has become of it.
            sealed: awaited right before the carrier may have it.
            kind: what stands before numbers of another kind than telephones have: "whatsapp:".
        """
        if self._client is None:
            self._client = twilio.connect(self.account)
        await sealed()
        sending = self._client.messages.create_async(
            to=f"{kind}{to}", from_=f"{kind}{self.account.number}", body=text, status_callback=report_to
        )
        return await twilio.attempt(sending, self.account.timeout)

    async def close(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await twilio.disconnect(client)
