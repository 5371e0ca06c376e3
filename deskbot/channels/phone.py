"""Recorded messages of callers, and what the carrier has understood of them. Nobody is written to by telephone."""

from __future__ import annotations

import json
from typing import Any

from deskbot.channels import Capabilities, Channel, ChannelState, Door, Sealed
from deskbot.desk import Desk
from deskbot.errors import NotFoundError
from deskbot.model.message import Address, Arrival, Authentication, Inbound, Outbound, Outcome, Receipt
from deskbot.model.phone import SPOKEN, number_of
from deskbot.settings import Settings


def build(_settings: Settings, _desk: Desk, _state: ChannelState) -> Channel | None:
    """Return the channel; see `deskbot.channels`."""
    return PhoneChannel()


def read(arrival: Arrival) -> Inbound:
    """Normalise a recorded message; see `deskbot.channels`."""
    told = _payload(arrival.raw)
    recording, caller = _text(told, "recording"), _text(told, "caller")
    if not recording:
        raise ValueError("no recording is named")
    words = _text(told, "words")
    number = number_of(caller)
    text = words or _says(told, number)
    return Inbound(
        channel=SPOKEN,
        external_id=arrival.external_id,
        sender=Address(caller, _text(told, "name")),
        subject=f"Phone message from {number or 'a withheld number'}",
        message_id=message_id(recording, words=bool(words)),
        in_reply_to=message_id(recording) if words else None,
        text=text,
        reply=text,
        authentication=Authentication(proven_by_wire=told.get("proven") is True),
    )


def message_id(recording: str, *, words: bool = False) -> str:
    """Return the id by which the message of a recording, or of its words, is known."""
    return f"<{recording}{'.words' if words else ''}@phone>"


def _says(told: dict[str, Any], number: str) -> str:
    seconds = told.get("seconds")
    length = f" of {seconds} seconds" if isinstance(seconds, int) and seconds > 0 else ""
    back = f"Callback number: {number}" if number else "The caller's number is withheld."
    return f"Recorded message{length}, left by telephone. The recording is attached.\n\n{back}"


def _payload(raw: bytes) -> dict[str, Any]:
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"no payload of a recorded message: {error}") from None
    if not isinstance(told, dict):
        raise ValueError("no payload of a recorded message")  # noqa: TRY004  (the contract's one error)
    return told


def _text(told: dict[str, Any], key: str) -> str:
    value = told.get(key)
    return value if isinstance(value, str) else ""


class PhoneChannel:
    """The telephone; calls come in by the carrier's webhooks, which hand their recordings to intake themselves."""

    name = SPOKEN
    capabilities = Capabilities(writes=False)

    @property
    def address(self) -> tuple[str, int] | None:
        """It listens nowhere itself."""
        return None

    async def send(self, outbound: Outbound, sealed: Sealed) -> Receipt:
        """Refuse: whoever phoned has to be phoned."""
        _ = sealed
        return Receipt(Outcome.REFUSED, f"{outbound.to.address} is a telephone: please call them")

    async def authenticate(self, arrival: Arrival, message: Inbound) -> Inbound:
        """Find out nothing more: whose number it is was looked up while the call was there."""
        _ = arrival
        return message

    async def fetch(self, source: str) -> bytes:
        """Refuse: here everything comes with its message."""
        raise NotFoundError(f"nothing lies elsewhere by this channel: {source[:100]}")

    async def start(self, door: Door) -> None:
        """Do nothing; the web side takes the calls."""
        _ = door

    async def stop(self) -> None:
        """Do nothing."""
