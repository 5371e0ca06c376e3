"""The app's home: what somebody sees who opens it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from deskbot.channels.slack.blocks import blocks_of, words_of
from deskbot.channels.slack.forms import NEW_TICKET
from deskbot.channels.slack.told import Payload
from deskbot.model.message import Offer
from deskbot.wires.slack_text import plain_text
from deskbot.wires.told import object_in, text_in


def opened_by(body: Payload) -> str:
    """Return the user who has opened the app's home; empty where an event tells of something else."""
    event = object_in(body, "event")
    if text_in(event, "type") != "app_home_opened" or text_in(event, "tab") != "home":
        return ""
    return text_in(event, "user")


def home(title: str, lines: str, new: str, how: str, offers: Sequence[Offer]) -> Payload:
    """Return the home.

    Args:
        title: above the tickets; empty for who is shown none.
        lines: the tickets, or how to begin.
        new: on the button that opens the form for a new ticket.
        how: how to reach us.
        offers: a button for each ticket.
    """
    head = [{"type": "header", "text": plain_text(title)}] if title else []
    button = {"type": "button", "action_id": NEW_TICKET, "text": plain_text(new), "value": "new", "style": "primary"}
    below = [{"type": "actions", "elements": [button]}, *blocks_of(words_of(how), ())]
    return {"type": "home", "blocks": [*head, *blocks_of(words_of(lines), offers), *below]}
