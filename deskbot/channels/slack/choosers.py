"""Choosers in the desk's room: a list instead of a ticket's number or a fact's name that would have to be typed. Pure.

What is chosen is said in the thread of the card, and judged as any words there. What a chooser carries gives no right.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from deskbot.channels.slack.forms import LONGEST_TITLE, Words, notice, option
from deskbot.channels.slack.told import Payload, pressed
from deskbot.wires.slack_text import plain_text
from deskbot.wires.told import object_in, object_of, text_in

MERGE, ASK = "#merge", "#ask"
CHOOSES = {"#merge": MERGE, "#ask ?": ASK}
"""What a card's buttons say that open a chooser, and what its choice is put behind."""
NAMES = {"merge-1": MERGE, "ask-1": ASK}
"""The choosers, by name and version."""
BLOCK = "chosen"
MOST = 100


class Option(NamedTuple):
    """Something that may be chosen."""

    value: str
    label: str
    chosen: bool = False
    """Whether it is from the beginning."""


def wanted(body: Payload) -> str:
    """Return for what a press wants to choose something; empty where it does not."""
    return CHOOSES.get(text_in(pressed(body), "value"), "")


def chooser(what: str, name: str, card: str, options: Sequence[Option]) -> Payload:
    """Return a form.

    Args:
        what: `MERGE` or `ASK`.
        name: the ticket's.
        card: the id of its card.
        options: what may be chosen, the likeliest first; none where there is nothing.
    """
    title = f"{'Merge' if what == MERGE else 'Ask about'} {name}"
    if not options:
        words = (
            "No other open ticket is of its reseller or looks like it. You can still write `#merge T-…` in the thread."
        )
        if what == ASK:
            words = "There is nothing that tickets of its kind are asked for."
        return notice(Words(title, "", "Cancel"), words)
    shown = [option(one.value, one.label) for one in options[:MOST]]
    chosen = [option(one.value, one.label) for one in options[:MOST] if one.chosen]
    element: Payload = {"type": "static_select", "action_id": BLOCK, "options": shown}
    if what == ASK:
        element |= {"type": "multi_static_select"} | ({"initial_options": chosen} if chosen else {})
    label = f"{name} becomes part of" if what == MERGE else "The reseller is asked for"
    block = {"type": "input", "block_id": BLOCK, "label": plain_text(label), "element": element}
    named = next(one for one, does in NAMES.items() if does == what)
    return {
        "type": "modal",
        "callback_id": named,
        "private_metadata": json.dumps({"c": card}),
        "title": plain_text(title[:LONGEST_TITLE]),
        "submit": plain_text("Do it"),
        "close": plain_text("Cancel"),
        "blocks": [block],
    }


def is_choice(body: Payload) -> bool:
    """Return whether somebody has sent a chooser off."""
    view = object_in(body, "view")
    return text_in(body, "type") == "view_submission" and text_in(view, "callback_id") in NAMES


class Choice(NamedTuple):
    """What was chosen."""

    card: str
    """The id of the card below which it is said."""
    says: str


def choice_in(view: Payload) -> Choice:
    """Return what was chosen, as an agent would write it."""
    card = text_in(object_of(text_in(view, "private_metadata")), "c")
    field = object_in(object_in(object_in(object_in(view, "state"), "values"), BLOCK), BLOCK)
    several = field.get("selected_options")
    chosen: list[Any] = [field.get("selected_option"), *(several if isinstance(several, list) else ())]
    words = [text_in(one, "value") for one in chosen if isinstance(one, dict)]
    return Choice(card, f"{NAMES[text_in(view, 'callback_id')]} {', '.join(words)}".strip())
