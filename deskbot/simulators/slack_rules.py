"""What the simulated Slack takes: which parameters a method has, and what a message may hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from deskbot.simulators.methods import Method, method
from deskbot.simulators.slack_state import RefusedError

LONGEST_TEXT = 40_000
LONGEST_SECTION = 3000
LONGEST_BLOCKS = 13_200
MOST_BLOCKS = 50
MOST_BUTTONS = 25
LONGEST_LABEL = 75
LONGEST_VALUE = 2000

METHODS: Mapping[str, Method] = {
    "apps.connections.open": method(question=True),
    "apps.uninstall": method("client_id client_secret"),
    # An app with an agent view names no thread: it would have no answer, and no effect.
    "assistant.threads.setSuggestedPrompts": method("channel_id prompts", "title"),
    "auth.test": method(question=True),
    "chat.postMessage": method(
        "channel", "text blocks thread_ts parse link_names unfurl_links unfurl_media reply_broadcast mrkdwn"
    ),
    "chat.update": method("channel ts", "text blocks parse link_names", question=True),
    "conversations.info": method("channel", question=True),
    # It opens what is there already, so that nothing is lost where its answer is.
    "conversations.history": method("channel", "latest inclusive limit", question=True),
    "conversations.replies": method("channel ts", "latest inclusive limit", question=True),
    "conversations.open": method("users", "return_im", question=True),
    "views.open": method("trigger_id view"),
    "views.publish": method("user_id view", "hash"),
    "views.update": method("view", "view_id hash external_id"),
    "users.info": method("user", question=True),
    "oauth.v2.access": method("", "code redirect_uri grant_type refresh_token"),
    "files.getUploadURLExternal": method("filename length", "alt_txt snippet_type", question=True),
    "files.completeUploadExternal": method("files", "channel_id channels thread_ts initial_comment"),
    "files.info": method("file", question=True),
}


def check_parameters(name: str, given: Mapping[str, Any]) -> Method:
    """Return the method.

    Raises:
        RefusedError: it is not offered, does not take what was given, or lacks what it needs.
    """
    found = METHODS.get(name)
    if found is None:
        raise RefusedError("unknown_method")
    if set(given) - found.needs - found.takes or found.needs - set(given):
        raise RefusedError("invalid_arguments")
    return found


def blocks_in(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the blocks of a message.

    Raises:
        RefusedError: there are such as Slack does not take, or the simulation does not know.
    """
    blocks = object_in(given, "blocks") or []
    if not isinstance(blocks, list) or len(blocks) > MOST_BLOCKS or not all(_is_block(one) for one in blocks):
        raise RefusedError("invalid_blocks")
    names = [element["action_id"] for one in blocks if one["type"] == "actions" for element in one["elements"]]
    if len(names) != len(set(names)):
        raise RefusedError("invalid_blocks")
    if sum(len(one["text"]["text"]) for one in blocks if one["type"] == "section") > LONGEST_BLOCKS:
        raise RefusedError("msg_blocks_too_long")
    return blocks


def _is_block(block: Any) -> bool:
    match block:
        case {"type": "section", "text": {"type": "mrkdwn" | "plain_text", "text": str(words)}}:
            return 0 < len(words) <= LONGEST_SECTION
        case {"type": "actions", "elements": [*elements]}:
            return 0 < len(elements) <= MOST_BUTTONS and all(_is_button(one) for one in elements)
        case _:
            return False


def _is_button(element: Any) -> bool:
    match element:
        case {
            "type": "button",
            "action_id": str(name),
            "text": {"type": "plain_text", "text": str(label)},
            "value": str(value),
        }:
            return 0 < len(name) <= 255 and 0 < len(label) <= LONGEST_LABEL and len(value) <= LONGEST_VALUE  # noqa: PLR2004  (Slack's own)
        case _:
            return False


def text_in(given: Mapping[str, Any], blocks: list[dict[str, Any]]) -> str:
    """Return the words of a message, or those that stand for its blocks."""
    text = str(given.get("text", ""))
    if not text.strip() and not blocks:
        raise RefusedError("no_text")
    if len(text) > LONGEST_TEXT:
        raise RefusedError("msg_too_long")
    return text


def object_in(given: Mapping[str, Any], key: str) -> Any:
    """Return what stands under a key, by itself or as JSON; None where nothing does."""
    value = given.get(key)
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise RefusedError("invalid_json") from None
