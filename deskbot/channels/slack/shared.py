"""Somebody else's message that a person passes on in Slack: its words stand beside theirs. Pure."""

from __future__ import annotations

from deskbot.channels.slack.markup import plain
from deskbot.channels.slack.told import Payload
from deskbot.wires.told import text_in

LONGEST_NAME = 80
_SIGNS = ("is_share", "is_msg_unfurl")
"""How Slack marks what is another message; a page that a link shows has neither."""


def words_in(message: Payload) -> str:
    """Return what a message says, and what it passes on below, with whose words those are."""
    own = plain(text_in(message, "text"))
    return "\n\n".join(part for part in (own, passed_on(message)) if part)


def passed_on(message: Payload) -> str:
    """Return the words that a message passes on; empty where it does not."""
    return "\n\n".join(f"(forwarded from {_author(one)})\n{said}" for one in _shared(message) if (said := _said(one)))


def files_in(message: Payload) -> list[Payload]:
    """Return the files of a message, and of those that it passes on."""
    found: list[Payload] = []
    for one in (message, *_shared(message)):
        told = one.get("files")
        found += [file for file in told if isinstance(file, dict)] if isinstance(told, list) else []
    return found


def _shared(message: Payload) -> list[Payload]:
    told = message.get("attachments")
    found = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    return [one for one in found if any(one.get(sign) for sign in _SIGNS)]


def _said(shared: Payload) -> str:
    return plain(text_in(shared, "text"))


def _author(shared: Payload) -> str:
    name = text_in(shared, "author_name") or text_in(shared, "author_subname")
    return " ".join(name.split())[:LONGEST_NAME] or "somebody"
