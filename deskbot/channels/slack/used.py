"""What a message shows when one of its buttons was used: what was chosen, and by whom, instead of the buttons. Pure."""

from __future__ import annotations

from typing import Any

from deskbot.channels.slack.blocks import SAYS
from deskbot.channels.slack.forms import ASK_ALL
from deskbot.channels.slack.markup import escaped
from deskbot.channels.slack.told import Payload, pressed
from deskbot.wires.told import object_in, text_in


def used(body: Payload) -> list[dict[str, Any]]:
    """Return the blocks of the message in which a button was pressed; none where they are not known.

    Args:
        body: Slack's words of the press.
    """
    blocks = object_in(body, "message").get("blocks")
    if not isinstance(blocks, list):
        return []
    label = text_in(object_in(pressed(body), "text"), "text")
    user = object_in(body, "user")
    name = text_in(user, "name") or text_in(user, "username") or text_in(user, "id")
    kept = [one for one in blocks if isinstance(one, dict) and not _offers(one)]
    chosen = f"\u2713 {escaped(label)[:200]} ({escaped(name)[:100]})"
    return [*kept, {"type": "section", "text": {"type": "mrkdwn", "text": chosen, "verbatim": True}}]


def all_answered(body: Payload) -> list[dict[str, Any]]:
    """Return the blocks of the message without the button that opens a form with its questions."""
    blocks = object_in(body, "message").get("blocks")
    found = [one for one in blocks if isinstance(one, dict)] if isinstance(blocks, list) else []
    return [one for one in found if not _has_button(one, ASK_ALL)]


def _offers(block: Payload) -> bool:
    """Return whether a block holds buttons that say something."""
    return _has_button(block, SAYS)


def _has_button(block: Payload, name: str) -> bool:
    elements = block.get("elements")
    found = elements if isinstance(elements, list) and text_in(block, "type") == "actions" else []
    return any(isinstance(one, dict) and text_in(one, "action_id").startswith(name) for one in found)
