"""What is a secret among the settings stands in nothing that is made of them: no word about them, no error, no log."""

from __future__ import annotations

import logging

import pytest
from pydantic import SecretStr

from deskbot.errors import ConfigurationError
from deskbot.log import LineFormatter
from deskbot.settings import Settings, load_settings

SECRET = "hunter2-hunter2-hunter2-hunter2-hunter2"
WITHIN = {
    "database_url": f"postgresql://deskbot:{SECRET}@db.example/deskbot",
    "smtp_relay": f"smtps://deskbot:{SECRET}@relay.example",
    "imap_url": f"imaps://deskbot:{SECRET}@mail.example",
}
"""Addresses with a password in them."""
SECRETS = sorted(name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation))


def settings() -> Settings:
    given = {**dict.fromkeys(SECRETS, SecretStr(SECRET)), **WITHIN}
    return Settings(_env_file=None, **given)  # pyright: ignore[reportCallIssue,reportArgumentType]


def test_all_of_them_are_looked_at() -> None:
    assert len(SECRETS) > 12
    assert {"secret_key", "telegram_token", "slack_signing_secret", "twilio_auth_token"} <= set(SECRETS)
    spoken = {name for name, field in Settings.model_fields.items() if "password@" in (field.description or "")}
    assert spoken | {"smtp_relay"} == WITHIN.keys()


def test_settings_show_none_however_they_are_shown() -> None:
    shown = settings()
    assert SECRET not in f"{shown} {shown!r}"


def test_a_line_of_the_log_shows_none_where_somebody_logs_them_at_debug() -> None:
    record = logging.LogRecord("deskbot", logging.DEBUG, "x.py", 1, "settings: %s", (settings(),), None)
    record.settings = settings()
    assert SECRET not in LineFormatter().format(record)


@pytest.mark.parametrize("name", ["database_url", "smtp_relay", "imap_url", "smtp_port"])
def test_a_value_that_cannot_be_is_named_by_its_variable_and_not_by_itself(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"DESKBOT_{name.upper()}", SECRET)
    with pytest.raises(ConfigurationError, match=f"DESKBOT_{name.upper()}") as told:
        load_settings(_env_file=None)

    assert SECRET not in str(told.value)
    assert told.value.__suppress_context__
