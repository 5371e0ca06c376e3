"""Sending by text, from the number that resellers text."""

from __future__ import annotations

from deskbot.channels import Capabilities, Door, Form, Sealed
from deskbot.model.gsm import CONCATENATED_UCS2, as_texted, shortened
from deskbot.model.message import Arrival, Inbound, Outbound, Outcome, Receipt
from deskbot.model.phone import TEXTED, number_of
from deskbot.wires import twilio
from deskbot.wires.twilio_recordings import fetch_media

MOST_SEGMENTS = 10
"""The carrier refuses more than 1,600 characters; what is written for texts has one or two."""
EMPTY = "-"
"""Instead of a text of which nothing is left: the carrier takes none without words."""


class SmsChannel:
    """The carrier's texts; those that come in are taken by the web side, which hands them to intake."""

    name = TEXTED
    capabilities = Capabilities(form=Form.TEXT, max_text=MOST_SEGMENTS * CONCATENATED_UCS2)

    def __init__(self, account: twilio.Account, web_base: str) -> None:
        """Remember the account; connections belong to a running loop, so the first text makes them.

        Args:
            account: signs in with it, and sends from its number.
            web_base: our address, as the carrier reaches it.
        """
        self._account = account
        self._web_base = web_base
        self._client: twilio.Client | None = None

    @property
    def address(self) -> tuple[str, int] | None:
        """It listens nowhere itself."""
        return None

    async def send(self, outbound: Outbound, sealed: Sealed) -> Receipt:
        """See `Channel.send`."""
        to = number_of(outbound.to.address)
        if not to:
            return Receipt(Outcome.REFUSED, f"{outbound.to.address[:40]} is no number that can be texted")
        if self._client is None:
            self._client = twilio.connect(self._account)
        await sealed()
        sending = self._client.messages.create_async(
            to=to,
            from_=self._account.number,
            body=said(outbound),
            status_callback=f"{self._web_base}/twilio/text/{name_of(outbound.message_id)}",
        )
        return await twilio.attempt(sending, self._account.timeout)

    def shown(self, outbound: Outbound) -> str:
        """See `Shows.shown`."""
        return said(outbound)

    async def authenticate(self, arrival: Arrival, message: Inbound) -> Inbound:
        """Find out nothing more: the carrier has signed whose number it is."""
        _ = arrival
        return message

    async def fetch(self, source: str) -> bytes:
        """See `Channel.fetch`."""
        return await fetch_media(self._account, source)

    async def start(self, door: Door) -> None:
        """Do nothing; the web side takes the texts."""
        _ = door

    async def stop(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await twilio.disconnect(client)


def name_of(message_id: str | None) -> str:
    """Return by which name the carrier's reports on a text come: its id, less what no address may hold."""
    return (message_id or "").strip("<>").partition("@")[0]


def said(outbound: Outbound) -> str:
    """Return what is texted: in few words where there are such, in the alphabet that makes the fewest segments."""
    text = as_texted(outbound.brief or outbound.text) or as_texted(outbound.subject) or EMPTY
    return shortened(text, MOST_SEGMENTS)
