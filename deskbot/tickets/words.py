"""What people at the desk read for a ticket's state, and for a channel. Pure; internal."""

from __future__ import annotations

from collections.abc import Mapping

from deskbot.model.chat import SLACK, TELEGRAM
from deskbot.model.phone import SPOKEN, TEXTED
from deskbot.model.ticket import State

STATES: Mapping[State, str] = {
    State.NEW: "new",
    State.WAITING_DESK: "waits for the desk",
    State.WAITING_RESELLER: "waits for the reseller",
    State.RESOLVED: "resolved",
    State.CLOSED: "closed",
    State.MERGED: "merged",
}
CHANNELS: Mapping[str, str] = {
    "email": "mail",
    SLACK: "Slack",
    TELEGRAM: "Telegram",
    TEXTED: "text",
    SPOKEN: "phone",
}
