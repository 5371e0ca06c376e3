"""Texts to and from the number that resellers text: short, without a subject, and without threads."""

from __future__ import annotations

from deskbot.channels import Channel, ChannelState
from deskbot.channels.sms.reading import read_text_message
from deskbot.desk import Desk
from deskbot.model.message import Arrival, Inbound
from deskbot.settings import Settings


def build(settings: Settings, _desk: Desk, _state: ChannelState) -> Channel | None:
    """Return the channel; see `deskbot.channels`.

    Raises:
        ConfigurationError: the number is the pager's, or its account has no credentials.
    """
    # The reading processes import this package, and have no need of clients.
    from deskbot.channels.sms.channel import SmsChannel  # noqa: PLC0415
    from deskbot.wires.twilio import texting_account  # noqa: PLC0415

    account = texting_account(settings)
    return SmsChannel(account, settings.web_base) if account else None


def read(arrival: Arrival) -> Inbound:
    """Normalise a text; see `deskbot.channels`."""
    return read_text_message(arrival)
