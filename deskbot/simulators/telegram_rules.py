"""How strict the simulated Telegram is: which methods it offers, what each takes, and what it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from deskbot.simulators.methods import Method, method
from deskbot.simulators.telegram_state import Button, RefusedError

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_DATA = 64
LONGEST_ANSWER = 200
MOST_PHOTO = 10 * 1024 * 1024
MOST_UPLOAD = 50 * 1024 * 1024
MOST_DOWNLOAD = 20 * 1024 * 1024
MOST_COMMANDS = 100
MOST_BUTTONS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}", re.ASCII)
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)

_SENDING = "reply_markup reply_parameters disable_notification protect_content"
METHODS: Mapping[str, Method] = {
    "getMe": method(question=True),
    "getUpdates": method(takes="offset limit timeout allowed_updates", question=True),
    "setWebhook": method("url", "secret_token allowed_updates max_connections"),
    "deleteWebhook": method(),
    "getWebhookInfo": method(question=True),
    "sendMessage": method("chat_id text", f"{_SENDING} link_preview_options"),
    "sendPhoto": method("chat_id photo", f"{_SENDING} caption"),
    "sendDocument": method("chat_id document", f"{_SENDING} caption disable_content_type_detection"),
    "editMessageText": method("chat_id message_id text", "reply_markup link_preview_options"),
    "editMessageReplyMarkup": method("chat_id message_id", "reply_markup"),
    "answerCallbackQuery": method("callback_query_id", "text show_alert"),
    "getFile": method("file_id", question=True),
    "setMyCommands": method("commands", "scope language_code"),
}
"""What is offered, and of that what somebody has needed so far; dropping what waits is not."""


def check_parameters(name: str, given: Mapping[str, Any]) -> Method:
    """Return the method.

    Raises:
        RefusedError: it is not offered, does not take what was given, or lacks what it needs.
    """
    found = METHODS.get(name)
    if found is None:
        raise RefusedError(404, "Not Found: method not found")
    unknown = sorted(set(given) - found.needs - found.takes)
    if unknown:
        raise RefusedError(400, f"Bad Request: SIMULATED: {name} does not take {', '.join(unknown)}")
    missing = sorted(found.needs - set(given))
    if missing:
        raise RefusedError(400, f"Bad Request: parameter {missing[0]} is required")
    return found


def units(text: str) -> int:
    """Return how long a text is as Telegram counts: in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check_text(text: str) -> str:
    """Return the words of a message, as they are shown."""
    shown = text.replace("\x00", "").strip()
    if not shown:
        raise RefusedError(400, "Bad Request: message text is empty")
    if units(shown) > LONGEST_TEXT:
        raise RefusedError(400, "Bad Request: message is too long")
    return shown


def check_caption(text: str) -> str:
    """Return the words below a file."""
    if units(text) > LONGEST_CAPTION:
        raise RefusedError(400, "Bad Request: message caption is too long")
    return text


def number_in(given: Mapping[str, Any], key: str, otherwise: int = 0) -> int:
    """Return a whole number."""
    try:
        return int(given.get(key, otherwise))
    except (TypeError, ValueError):
        raise RefusedError(400, f"Bad Request: {key} must be a number") from None


def object_in(given: Mapping[str, Any], key: str) -> Any:
    """Return what stands under a key as JSON; None where nothing does."""
    try:
        return json.loads(given[key]) if key in given else None
    except ValueError:
        raise RefusedError(400, f"Bad Request: can't parse {key}: it is no JSON") from None


def buttons_in(given: Mapping[str, Any]) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons that a message is to have."""
    markup = object_in(given, "reply_markup")
    if markup is None:
        return ()
    if not isinstance(markup, dict) or set(markup) != {"inline_keyboard"}:
        raise RefusedError(400, "Bad Request: SIMULATED: only buttons below a message are offered")
    lines = tuple(tuple(_button(one) for one in line) for line in markup["inline_keyboard"])
    if sum(len(line) for line in lines) > MOST_BUTTONS:
        raise RefusedError(400, "Bad Request: reply markup is too long")
    return tuple(line for line in lines if line)


def _button(told: Any) -> Button:
    if not isinstance(told, dict) or set(told) != {"text", "callback_data"}:
        raise RefusedError(400, "Bad Request: SIMULATED: a button has a text and what pressing it says")
    text, data = str(told["text"]), str(told["callback_data"])
    if not text.strip():
        raise RefusedError(400, "Bad Request: text buttons are not allowed to be empty")
    if not 1 <= len(data.encode()) <= LONGEST_DATA:
        raise RefusedError(400, "Bad Request: BUTTON_DATA_INVALID")
    return Button(text, data)


def commands_in(given: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the commands that a menu is to show."""
    commands = object_in(given, "commands")
    if not isinstance(commands, list) or len(commands) > MOST_COMMANDS:
        raise RefusedError(400, "Bad Request: can't parse commands")
    for one in commands:
        if not isinstance(one, dict) or not _COMMAND.fullmatch(str(one.get("command", ""))):
            raise RefusedError(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(str(one.get("description", ""))) <= 256:  # noqa: PLR2004  (the API's own)
            raise RefusedError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    return commands


def check_secret(secret: str) -> str:
    """Return the token that updates are to carry."""
    if secret and not _SECRET.fullmatch(secret):
        raise RefusedError(400, "Bad Request: secret token contains unallowed characters")
    return secret
