"""What people at the desk read for the state of a ticket or of its page, and for a channel. Pure; internal."""

from __future__ import annotations

from collections.abc import Mapping

from deskbot.model.chat import SLACK, TELEGRAM
from deskbot.model.page import PageState
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
PAGES: Mapping[PageState, str] = {
    PageState.OPEN: "somebody is being called",
    PageState.ACKNOWLEDGED: "taken",
    PageState.UNANSWERED: "nobody has answered",
    PageState.CANCELLED: "nobody is needed any more",
    PageState.FOLDED: "another page stands for it",
}
CHANNELS: Mapping[str, str] = {
    "email": "mail",
    SLACK: "Slack",
    TELEGRAM: "Telegram",
    TEXTED: "text",
    "whatsapp": "WhatsApp",
    SPOKEN: "phone",
}
