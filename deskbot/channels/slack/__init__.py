"""Slack: direct messages, threads and mentions, with files and buttons.

A thread is a ticket. Who is answered at once, and about no ticket, is answered in private.
"""

from __future__ import annotations

from deskbot.channels import Channel, ChannelState
from deskbot.channels.slack.reading import read_slack
from deskbot.desk import Desk
from deskbot.model.message import Arrival, Inbound
from deskbot.settings import Settings


def build(settings: Settings, _desk: Desk, state: ChannelState) -> Channel | None:
    """Return the channel; see `deskbot.channels`."""
    # The reading processes import this package, and have no need of clients.
    from deskbot.channels.slack.channel import SlackChannel  # noqa: PLC0415

    return SlackChannel(settings, state) if settings.has_slack_app else None


def read(arrival: Arrival) -> Inbound:
    """Normalise a stored event, command or press; see `deskbot.channels`."""
    return read_slack(arrival)
