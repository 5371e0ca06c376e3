"""Telegram: chats with a bot, their photos and voice notes; answers with buttons.

Whoever writes in a group is answered in private: others read along there.
"""

from __future__ import annotations

from deskbot.channels import Channel, ChannelState
from deskbot.channels.telegram.reading import read_telegram
from deskbot.desk import Desk
from deskbot.model.message import Arrival, Inbound
from deskbot.settings import Settings


def build(settings: Settings, _desk: Desk, _state: ChannelState) -> Channel | None:
    """Return the channel; see `deskbot.channels`."""
    # The reading processes import this package, and have no need of clients.
    from deskbot.channels.telegram.channel import TelegramChannel  # noqa: PLC0415

    return TelegramChannel(settings) if settings.telegram_token else None


def read(arrival: Arrival) -> Inbound:
    """Normalise the updates of one message; see `deskbot.channels`."""
    return read_telegram(arrival)
