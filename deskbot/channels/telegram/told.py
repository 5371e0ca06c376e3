"""What Telegram tells of, in the words of its updates: which message, whose, where. Pure."""

from __future__ import annotations

from typing import Any

from deskbot.model.chat import TELEGRAM
from deskbot.model.message import Glance
from deskbot.wires.told import number_in, object_in, text_in

Update = dict[str, Any]
GONE = ("kicked", "left")
"""How Telegram says that somebody has blocked the bot."""


def message_in(update: Update) -> Update:
    """Return the message that an update is about: a pressed button's is the one below which it stood."""
    press = object_in(update, "callback_query")
    return object_in(press, "message") or object_in(update, "message") or object_in(update, "edited_message")


def sender_in(told: Update) -> str:
    """Return whose a message, a press or a change is, by the number of their account; empty where nobody is named."""
    number = number_in(object_in(told, "from"), "id")
    return str(number) if number else ""


def name_of(account: Update) -> str:
    """Return what somebody is called."""
    name = " ".join(part for part in (text_in(account, "first_name"), text_in(account, "last_name")) if part)
    return name or text_in(account, "username")


def place_in(message: Update) -> tuple[int, int]:
    """Return where a message stands: its chat, and its number there; zeros where that is not told."""
    return number_in(object_in(message, "chat"), "id"), number_in(message, "message_id")


def is_private(message: Update) -> bool:
    """Return whether something happens in somebody's own chat with the bot."""
    return object_in(message, "chat").get("type") == "private"


def is_gone(change: Update) -> bool:
    """Return whether a change of the bot's membership is that somebody has blocked it; else they let it in again."""
    return object_in(change, "new_chat_member").get("status") in GONE


def id_of(chat: int, message: str) -> str:
    """Return the id by which a message of a chat is known."""
    return f"<{chat}.{message}@{TELEGRAM}>"


def glance_at(update: Update) -> Glance:
    """Return what is seen of an update at the door."""
    message = message_in(update)
    words = text_in(message, "text") or text_in(message, "caption")
    return Glance(sender_in(object_in(update, "callback_query") or message), words=words)
