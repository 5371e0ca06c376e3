"""Recorded messages of callers, and what the carrier has understood of them. Nobody is written to by telephone."""

from __future__ import annotations

from typing import Any

from deskbot.channels import Channel, ChannelState, OnlyTaking
from deskbot.desk import Desk
from deskbot.model.message import Address, Arrival, Authentication, Inbound
from deskbot.model.phone import SPOKEN, number_of
from deskbot.settings import Settings
from deskbot.wires.told import text_in, told_in


def build(_settings: Settings, _desk: Desk, _state: ChannelState) -> Channel | None:
    """Return the channel; see `deskbot.channels`."""
    return PhoneChannel()


def read(arrival: Arrival) -> Inbound:
    """Normalise a recorded message; see `deskbot.channels`."""
    told = told_in(arrival.raw, "a recorded message")
    recording, caller = text_in(told, "recording"), text_in(told, "caller")
    if not recording:
        raise ValueError("no recording is named")
    words = text_in(told, "words")
    number = number_of(caller)
    text = words or _says(told, number)
    return Inbound(
        channel=SPOKEN,
        external_id=arrival.external_id,
        sender=Address(caller, text_in(told, "name")),
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


class PhoneChannel(OnlyTaking):
    """The telephone; calls come in by the carrier's webhooks. Whoever phoned has to be phoned."""

    name = SPOKEN
    refusal = "is a telephone: please call them"
