"""Bolt knows what we tell it, and nothing that was meant for another program."""

from __future__ import annotations

import os

import pytest
from slack_bolt.authorization import AuthorizeResult

from deskbot.wires.bolt import bolt_app


async def nobody() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id=None)


def test_bolt_serves_no_installations_of_its_own_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "another program's")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-another")

    app = bolt_app("ours", nobody)

    assert app.oauth_flow is None
    assert app.installation_store is None
    assert app.client.token is None
    assert os.environ["SLACK_CLIENT_ID"] == "1.2"
