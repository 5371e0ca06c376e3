"""The manifest asks Slack for what the code uses, and for no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deskbot.channels.slack.manifest import EVENTS, SCOPES, manifest
from deskbot.simulators.slack_rules import METHODS
from deskbot.simulators.slack_scopes import EVENT_SCOPES, METHOD_SCOPES

SOURCE = Path(__file__).parents[2] / "deskbot"
FAMILIES = "apps|assistant|auth|chat|conversations|files|oauth|reactions|users|views"
CALL = re.compile(rf"""\.((?:{FAMILIES})_\w+)\(|api_call\(\s*"([\w.]+)\"""")
UPLOAD = {"files.getUploadURLExternal", "files.completeUploadExternal"}


def dotted(name: str) -> str:
    """Return a method of the SDK as Slack names it: chat_postMessage is chat.postMessage."""
    return name.replace("_", ".", 2 if name.startswith(("assistant_threads_", "oauth_v2_")) else 1)


def called() -> set[str]:
    """Return the methods that our source calls."""
    sources = [one for one in SOURCE.rglob("*.py") if "simulators" not in one.parts and "slack" in one.read_text()]
    found = {dotted(by_name) or api for one in sources for by_name, api in CALL.findall(one.read_text())}
    return (found - {"files.upload_v2"}) | (UPLOAD if "files.upload_v2" in found else set())


CALLED = sorted(called())


def test_the_calls_are_found():
    assert {"chat.postMessage", "conversations.open", "files.info", "oauth.v2.access", *UPLOAD} <= set(CALLED)


@pytest.mark.parametrize("method", CALLED)
def test_each_method_that_is_called_has_its_scopes_and_is_simulated(method: str) -> None:
    assert method in METHOD_SCOPES
    assert METHOD_SCOPES[method] <= set(SCOPES)
    assert method in METHODS


@pytest.mark.parametrize("event", EVENTS)
def test_each_event_that_is_subscribed_has_its_scope(event: str) -> None:
    assert EVENT_SCOPES[event] <= set(SCOPES)


def test_no_scope_is_asked_for_that_nothing_needs():
    needed = {scope for method in CALLED for scope in METHOD_SCOPES[method]}
    needed |= {scope for event in EVENTS for scope in EVENT_SCOPES[event]}

    # Commands and shortcuts are no methods.
    assert set(SCOPES) - needed == {"commands"}


def test_what_is_asked_for_stands_in_the_manifest():
    document = manifest("https://desk.example", "Desk")

    assert document["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)
    assert document["settings"]["event_subscriptions"]["bot_events"] == sorted(EVENTS)
