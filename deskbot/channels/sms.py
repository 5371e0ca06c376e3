"""Texts to and from the number that resellers text: short, without a subject, and without threads."""

from __future__ import annotations

import mimetypes
from typing import Any

from deskbot.channels import Capabilities, Channel, ChannelState, Door, Form, Sealed
from deskbot.commands.chat_message import chat_message
from deskbot.commands.parts import NUMBER, joined
from deskbot.commands.told import told_by
from deskbot.desk import Desk
from deskbot.model.gsm import CONCATENATED_UCS2, as_texted, shortened
from deskbot.model.message import Address, Arrival, Attachment, Inbound, Outbound, Outcome, Receipt
from deskbot.model.phone import TEXTED, number_of
from deskbot.settings import Settings
from deskbot.wires import twilio
from deskbot.wires.told import text_in, told_of_all
from deskbot.wires.twilio_recordings import fetch_media

MOST_SEGMENTS = 10
"""The carrier refuses more than 1,600 characters; what is written for texts has one or two."""
EMPTY = "-"
"""Instead of a text of which nothing is left: the carrier takes none without words."""
MOST_FILES = 10
"""The carrier takes no more with one text."""


def build(settings: Settings, _desk: Desk, _state: ChannelState) -> Channel | None:
    """Return the channel; see `deskbot.channels`.

    Raises:
        ConfigurationError: the number is the pager's, or its account has no credentials.
    """
    account = twilio.texting_account(settings)
    return SmsChannel(account, settings.web_base) if account else None


def read(arrival: Arrival) -> Inbound:
    """Normalise a text; see `deskbot.channels`."""
    texts = told_of_all(arrival.raw, "a text")
    sender, bodies = text_in(texts[0], "From"), [text_in(one, "Body").strip() for one in texts]
    if not sender:
        raise ValueError("no number is named from which it came")
    text = joined(bodies)
    said = told_by(text.words or bodies[0])
    return chat_message(
        arrival,
        Address(sender),
        said,
        message_id=message_id(arrival.external_id),
        untitled="Files by text",
        files=tuple(file for one in texts for file in _files(one)),
        more_follows=text.missing and NUMBER in texts[0],
        begun=text.begun,
        reachable=bool(number_of(sender)),
    )


def message_id(sid: str) -> str:
    """Return the id by which a text is known."""
    return f"<{sid}@{TEXTED}>"


def _files(told: dict[str, Any]) -> tuple[Attachment, ...]:
    """Return what came with a text, and lies at the carrier."""
    count = text_in(told, "NumMedia")
    places = range(min(int(count), MOST_FILES)) if count.isascii() and count.isdigit() else ()
    return tuple(
        Attachment(_named(place + 1, kind := text_in(told, f"MediaContentType{place}")), kind, 0, "", source=address)
        for place in places
        if (address := text_in(told, f"MediaUrl{place}"))
    )


def _named(place: int, kind: str) -> str:
    """Return a name for a file that has none."""
    what = {"image": "picture", "audio": "sound", "video": "video"}.get(kind.partition("/")[0], "file")
    return f"{what}-{place}{mimetypes.guess_extension(kind) or ''}"


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
