"""WhatsApp, by the carrier that also takes texts: resellers who write to a number of ours there.

Whoever has not written for a day is reached by none but agreed templates: what is refused for that goes another way.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

from deskbot.channels import (
    ByTheWeb,
    Capabilities,
    Channel,
    ChannelState,
    Form,
    Pace,
    Post,
    Reported,
    Sealed,
)
from deskbot.commands.chat_message import chat_message
from deskbot.commands.told import told_by
from deskbot.desk import Desk
from deskbot.model.message import Address, Arrival, Glance, Inbound, Outbound, Outcome, Receipt
from deskbot.model.phone import WHATSAPP, number_of
from deskbot.settings import Settings
from deskbot.wires.told import text_in, told_in
from deskbot.wires.twilio_media import files_in
from deskbot.wires.twilio_reports import report_in

if TYPE_CHECKING:
    from deskbot.wires.twilio_messages import Messages

_BEFORE = "whatsapp:"
"""Stands before a number there."""
LONGEST = 1600
"""Characters of one message (Twilio, "WhatsApp API", 2026)."""
EVERY = timedelta(seconds=6)
"""WhatsApp takes so much for one person; ten at once where it has rested."""
_KEPT = (
    "MessageSid",
    "From",
    "To",
    "Body",
    "ProfileName",
    "NumMedia",
    "ButtonText",
    "Latitude",
    "Longitude",
    "Address",
)
_WHY = {63016: "(they have not written for a day: until they do, WhatsApp lets nobody write to them)"}
"""What the desk is told of an error, by the carrier's number."""


def build(settings: Settings, _desk: Desk, _state: ChannelState) -> Channel | None:
    """Return the channel; see `deskbot.channels`.

    Raises:
        ConfigurationError: its account has no credentials.
    """
    number = settings.twilio_whatsapp_number
    if not number:
        return None
    # The reading processes import this module, and have no need of clients.
    from deskbot.wires.twilio import account_with  # noqa: PLC0415
    from deskbot.wires.twilio_messages import Messages  # noqa: PLC0415

    account = account_with(settings, number, "DESKBOT_TWILIO_WHATSAPP_NUMBER")
    return WhatsAppChannel(Messages(account), settings.twilio_signing_tokens, settings.web_base)


def read(arrival: Arrival) -> Inbound:
    """Normalise a message; see `deskbot.channels`."""
    told = told_in(arrival.raw, "a WhatsApp message")
    number = _number_in(text_in(told, "From"))
    if not number:
        raise ValueError("no number is named from which it came")
    return chat_message(
        arrival,
        Address(number, text_in(told, "ProfileName")),
        told_by(_words(told)),
        message_id=f"<{arrival.external_id}@{WHATSAPP}>",
        untitled="Files by WhatsApp",
        files=files_in(told),
    )


def _words(told: dict[str, Any]) -> str:
    """Return what somebody wrote, pressed, or where they say that they are."""
    place = ", ".join(text_in(told, key) for key in ("Address", "Latitude", "Longitude") if text_in(told, key))
    said = text_in(told, "Body") or text_in(told, "ButtonText")
    return "\n\n".join(part for part in (said.strip(), f"Place: {place}" if place else "") if part)


def _number_in(address: str) -> str:
    return number_of(address.removeprefix(_BEFORE)) if address.startswith(_BEFORE) else ""


class WhatsAppChannel(ByTheWeb):
    """The carrier's WhatsApp."""

    name = WHATSAPP
    capabilities = Capabilities(form=Form.SINGLY, max_text=LONGEST, pace=Pace(EVERY))
    delivers_again = False

    def __init__(self, messages: Messages, tokens: tuple[str, ...], web_base: str) -> None:
        """Remember how it is written to people.

        Args:
            messages: hands them over, from our number.
            tokens: with which the carrier signs what it posts.
            web_base: our address, as the carrier reaches it.
        """
        self._messages, self._tokens = messages, tokens
        self._reports = f"{web_base}/channels/{WHATSAPP}"

    def told(self, post: Post) -> list[Arrival | Reported]:
        """See `Hooked.told`."""
        from deskbot.wires.twilio_forms import SIGNATURE_HEADER, signed_form  # noqa: PLC0415  (as above)

        signature = post.headers.get(SIGNATURE_HEADER.lower())
        form = signed_form({self._messages.account.sid: self._tokens}, post.url, post.body, signature)
        of = parse_qs(urlsplit(post.url).query).get("of", [""])[0]
        if of:
            report = report_in(form)
            if report is None or not report.is_last:
                return []
            return [Reported(f"<{of}>", report.arrived, f"{report.words} {_WHY.get(report.code or 0, '')}".strip())]
        sid, number = form.get("MessageSid", ""), _number_in(form.get("From", ""))
        if not sid or not number:
            raise ValueError("no message")
        kept = {name: value for name, value in form.items() if name in _KEPT or name.startswith("Media")}
        raw = json.dumps(kept, sort_keys=True).encode()
        return [Arrival(WHATSAPP, sid, raw, {"mail_from": number}, Glance(number, words=form.get("Body", "")))]

    def answer(self, text: str) -> tuple[str, str]:
        """See `Hooked.answer`."""
        from deskbot.wires import twiml  # noqa: PLC0415  (as above)

        return "text/xml", twiml.message(text[:LONGEST]) if text else twiml.empty_messaging()

    async def send(self, outbound: Outbound, sealed: Sealed) -> Receipt:
        """See `Channel.send`."""
        to = number_of(outbound.to.address)
        if not to:
            return Receipt(Outcome.REFUSED, f"{outbound.to.address[:40]} is no number that can be written to")
        report_to = f"{self._reports}?of={quote((outbound.message_id or '').strip('<>'))}"
        return await self._messages.send(to, self.shown(outbound), report_to, sealed, kind=_BEFORE)

    def shown(self, outbound: Outbound) -> str:
        """See `Shows.shown`."""
        return (outbound.brief or outbound.text or outbound.subject)[:LONGEST]

    async def fetch(self, source: str) -> bytes:
        """See `Channel.fetch`."""
        from deskbot.wires.twilio_recordings import fetch_media  # noqa: PLC0415  (as above)

        return await fetch_media(self._messages.account, source)

    async def stop(self) -> None:
        """Close the connections."""
        await self._messages.close()
