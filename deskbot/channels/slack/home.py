"""The app's home, and what stands below its Messages tab: what somebody sees who opens either. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deskbot.channels.slack.blocks import blocks_of, words_of
from deskbot.channels.slack.forms import NEW_TICKET
from deskbot.channels.slack.told import Payload
from deskbot.model.message import Offer
from deskbot.wires.slack_text import plain_text
from deskbot.wires.told import object_in, text_in

HOME, MESSAGES = "home", "messages"
"""The tabs of the app; Slack tells of each that is opened."""
MOST_PROMPTS = 4
"""So many Slack shows."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody has opened the app."""

    team: str
    user: str
    tab: str
    channel: str
    """Their private conversation with it."""


def opened_by(body: Payload) -> Opened | None:
    """Return who has opened the app, and where; None where an event tells of something else."""
    event = object_in(body, "event")
    told = Opened(text_in(body, "team_id"), text_in(event, "user"), text_in(event, "tab"), text_in(event, "channel"))
    if text_in(event, "type") != "app_home_opened" or told.tab not in (HOME, MESSAGES):
        return None
    return told if told.team and told.user and told.channel else None


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


def prompts(tickets: Sequence[Offer], always: Sequence[Offer]) -> list[dict[str, str]]:
    """Return what is suggested to somebody to write: what is always there, before it as many tickets as have room."""
    offered = [*tickets[: MOST_PROMPTS - len(always)], *always]
    return [{"title": one.label, "message": one.says} for one in offered]
