"""What a message of ours looks like in Slack: its words in sections, its offers as buttons. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deskbot.channels.slack.markup import cut, escaped
from deskbot.model.message import Offer
from deskbot.wires.slack_text import plain_text

LONGEST = 11_000
"""Characters of one message: somewhat above 13,000 Slack finds that its blocks are too long."""
SECTION = 3000
LABEL = 75
SAYS = "says-"
"""How the names of our buttons begin."""
IN_A_ROW = 25
EMPTY = "-"
"""Instead of a message of which nothing is left: Slack takes none without words."""


def words_of(text: str) -> str:
    """Return a text as it is sent: escaped, and of the length that Slack takes."""
    said = escaped(text) or EMPTY
    return said if len(said) <= LONGEST else f"{cut(said, LONGEST)[0]}…"


def blocks_of(words: str, offers: Sequence[Offer]) -> list[dict[str, Any]]:
    """Return the blocks of a message.

    Args:
        words: as `words_of` has made them.
        offers: what may be answered by a press.
    """
    blocks: list[dict[str, Any]] = [
        # Verbatim: what looks like a name or a channel is none.
        {"type": "section", "text": {"type": "mrkdwn", "text": piece, "verbatim": True}}
        for piece in cut(words, SECTION)
    ]
    for start in range(0, len(offers), IN_A_ROW):
        buttons = [_button(at, offer) for at, offer in enumerate(offers[start : start + IN_A_ROW], start)]
        blocks.append({"type": "actions", "elements": buttons})
    return blocks


def for_one(text: str, offers: Sequence[Offer] = ()) -> dict[str, Any]:
    """Return the answer to a slash command, which nobody sees but whoever has given it."""
    words = words_of(text)
    return {"response_type": "ephemeral", "text": words, "blocks": blocks_of(words, offers)}


def _button(at: int, offer: Offer) -> dict[str, Any]:
    return {"type": "button", "action_id": f"{SAYS}{at}", "text": plain_text(offer.label, LABEL), "value": offer.says}
