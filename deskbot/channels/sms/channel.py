"""Sending by text, from the number that resellers text."""

from __future__ import annotations

from deskbot.channels import ByTheWeb, Capabilities, Form, Sealed
from deskbot.model.gsm import CONCATENATED_UCS2, as_texted, shortened
from deskbot.model.message import Outbound, Outcome, Receipt
from deskbot.model.phone import TEXTED, number_of
from deskbot.wires import twilio
from deskbot.wires.twilio_messages import Messages
from deskbot.wires.twilio_recordings import fetch_media

MOST_SEGMENTS = 10
"""The carrier refuses more than 1,600 characters; what is written for texts has one or two."""
EMPTY = "-"
"""Instead of a text of which nothing is left: the carrier takes none without words."""


class SmsChannel(ByTheWeb):
    """The carrier's texts; those that come in are taken by the web side, which hands them to intake."""

    name = TEXTED
    capabilities = Capabilities(form=Form.TEXT, max_text=MOST_SEGMENTS * CONCATENATED_UCS2)

    def __init__(self, account: twilio.Account, web_base: str) -> None:
        """Remember the account.

        Args:
            account: signs in with it, and sends from its number.
            web_base: our address, as the carrier reaches it.
        """
        self._messages = Messages(account)
        self._web_base = web_base

    async def send(self, outbound: Outbound, sealed: Sealed) -> Receipt:
        """See `Channel.send`."""
        to = number_of(outbound.to.address)
        if not to:
            return Receipt(Outcome.REFUSED, f"{outbound.to.address[:40]} is no number that can be texted")
        report_to = f"{self._web_base}/twilio/text/{name_of(outbound.message_id)}"
        return await self._messages.send(to, said(outbound), report_to, sealed)

    def shown(self, outbound: Outbound) -> str:
        """See `Shows.shown`."""
        return said(outbound)

    async def fetch(self, source: str) -> bytes:
        """See `Channel.fetch`."""
        return await fetch_media(self._messages.account, source)

    async def stop(self) -> None:
        """Close the connections."""
        await self._messages.close()


def name_of(message_id: str | None) -> str:
    """Return by which name the carrier's reports on a text come: its id, less what no address may hold."""
    return (message_id or "").strip("<>").partition("@")[0]


def said(outbound: Outbound) -> str:
    """Return what is texted: in few words where there are such, in the alphabet that makes the fewest segments."""
    text = as_texted(outbound.brief or outbound.text) or as_texted(outbound.subject) or EMPTY
    return shortened(text, MOST_SEGMENTS)
