"""The types that Slack and Telegram publish, as JSON Schemas, and what they find wrong with what went over the wire.

They are not ours and are not in the repository: `tools/fetch-chat-types` makes them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match

FOLDER = Path(__file__).parents[2] / "var/peers/chat-types"
NAMES = ("SlackChat", "SlackViews")
ALL = (*NAMES, "SlackActs", "SlackAnswers", "SlackEvent", "TelegramMethods", "TelegramUpdate")
Asked = Iterable[tuple[str, Mapping[str, Any]]]


@cache
def schema(name: str) -> Mapping[str, Any]:
    """Return a schema; skip where it is missing, or fail on a machine that promised to have it."""
    file = FOLDER / f"{name}.json"
    if not file.exists():
        promised = "chat-types" in os.environ.get("DESKBOT_TEST_PEERS", "").split()
        (pytest.fail if promised else pytest.skip)("the chats' types are not here: sh tools/fetch-chat-types")
    told = json.loads(file.read_text())
    named = unquote(told.get("$ref", "")).rpartition("/")[2]
    return {**told["definitions"][named], "definitions": told["definitions"]} if named else told


@cache
def validator(name: str, method: str = "") -> Draft7Validator:
    """Return what checks a value against a type, or against what a method takes."""
    whole = schema(name)
    rules = whole["properties"][method] if method else {key: whole[key] for key in whole if key != "definitions"}
    return Draft7Validator({**rules, "definitions": whole.get("definitions", {})})


def wrong(name: str, value: Any, method: str = "") -> str:
    """Return what is wrong with a value; empty where nothing is."""
    error = best_match(validator(name, method).iter_errors(value))
    return f"{method or name} {'.'.join(map(str, error.absolute_path))}: {error.message[:300]}" if error else ""


def wrong_with_slack(asked: Asked) -> list[str]:
    """Return what is wrong with what was asked of Slack by the methods whose arguments it has types of."""
    found = []
    for name in NAMES:
        methods = schema(name)["properties"]
        found += [wrong(name, _whole(given), method) for method, given in asked if method in methods]
    return sorted({one for one in found if one})


PASSED_ON = ("author_id", "channel_id", "is_msg_unfurl", "is_share")
"""What Slack tells of a message that is passed on."""


def wrong_with_event(event: Mapping[str, Any]) -> str:
    """Return what is wrong with an event of Slack's, where its types say more or less than Slack does.

    They have no workspace for a message with files, or for one that somebody says of themselves, which Slack tells; of
    the message within an edit or a deletion they want what stands around it; and they know nothing of what is left of
    one that is deleted while its thread goes on, nor whose message is passed on.
    """
    left_out = ("team",) if event.get("subtype") in ("file_share", "me_message") else ()
    told = {key: value for key, value in event.items() if key not in left_out}
    if "attachments" in told:
        told["attachments"] = [{key: one[key] for key in one if key not in PASSED_ON} for one in told["attachments"]]
    around = {key: event[key] for key in ("channel", "channel_type", "event_ts") if key in event}
    for key in ("message", "previous_message"):
        if key in told:
            stone = ("subtype", "hidden") if told[key].get("subtype") == "tombstone" else ()
            told[key] = {name: value for name, value in told[key].items() if name not in stone} | around
    return wrong("SlackEvent", told)


def wrong_with_act(kind: str, told: Mapping[str, Any]) -> str:
    """Return what is wrong with what Slack tells that somebody did, where its types say more or less than it does.

    They want an address to answer to of a press in a form, too; and of a button that is pressed they know no style.
    """
    value = {"response_url": "", **told} if kind == "block_actions" and "view" in told else dict(told)
    if "actions" in value:
        value["actions"] = [{key: one[key] for key in one if key != "style"} for one in value["actions"]]
    return wrong("SlackActs", value, kind)


def wrong_with_answer(method: str, told: Mapping[str, Any]) -> str:
    """Return what is wrong with what Slack answers, where it has types of that; what is null is not in them."""
    if method not in schema("SlackAnswers")["properties"]:
        return ""
    given = {key: value for key, value in told.items() if value is not None}
    return wrong("SlackAnswers", {"ok": True, **given}, method)


def wrong_with_telegram(asked: Asked) -> list[str]:
    """Return what is wrong with what was asked of Telegram, where it was asked with something."""
    methods = schema("TelegramMethods")["properties"]
    found = [wrong("TelegramMethods", _told(given, methods[method]), method) for method, given in asked if given]
    return sorted({one for one in found if one})


def wrong_with_chats(slack: Any, telegram: Any) -> list[str]:
    """Return what is wrong with what simulated chats were asked, told and answered; nothing without the types."""
    if not all((FOLDER / f"{name}.json").exists() for name in ALL):
        return []
    found = []
    if telegram:
        found += wrong_with_telegram(telegram.asked)
        found += [wrong("TelegramUpdate", one) for one in telegram.updates.posted]
    if slack:
        found += wrong_with_slack(slack.asked)
        found += [wrong_with_event(one) for one in slack.told]
        found += [wrong_with_act(kind, told) for kind, told in slack.acted]
        found += [wrong_with_answer(method, told) for method, told in slack.answered]
    return sorted({one for one in found if one})


def _whole(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments as they were before a form made text of them."""
    parts = ("blocks", "metadata", "view", "attachments")
    return {key: json.loads(one) if key in parts and isinstance(one, str) else one for key, one in given.items()}


def _told(given: Mapping[str, Any], rules: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments as they were before a form made text of them; a file is its name."""
    properties = rules.get("properties", {})
    told: dict[str, Any] = {}
    for key, value in given.items():
        one = value[0] if isinstance(value, tuple) else value
        is_text = "string" in json.dumps(properties.get(key, {}).get("type", ""))
        told[key] = _parsed(one) if isinstance(one, str) and not is_text else one
    return told


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
