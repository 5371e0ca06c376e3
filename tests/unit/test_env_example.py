"""`.env.example` lists every setting, as it is by default, and no secret."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from deskbot.settings import Settings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / ".env.example").read_text(encoding="utf-8")
LINE = re.compile(r"^(?P<off>#?)(?P<name>DESKBOT_[A-Z0-9_]+)=(?P<value>.*)$", re.MULTILINE)
VARIABLES = {found["name"]: found for found in LINE.finditer(TEXT)}
FIELDS = {f"DESKBOT_{name.upper()}": field for name, field in Settings.model_fields.items()}


def test_every_setting_is_there_once_and_nothing_else():
    assert sorted(found["name"] for found in LINE.finditer(TEXT)) == sorted(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_the_description_stands_right_above(name):
    above = TEXT[: VARIABLES[name].start()].rstrip("\n").split("\n\n")[-1]
    assert f"# {FIELDS[name].description}" in above.splitlines()


def test_what_is_set_is_the_default(monkeypatch):
    for name in FIELDS:
        monkeypatch.delenv(name, raising=False)
    listed = Settings(_env_file=ROOT / ".env.example")  # pyright: ignore[reportCallIssue]
    assert listed == Settings(_env_file=None)  # pyright: ignore[reportCallIssue]


def test_what_is_unset_by_default_is_commented_out():
    off = {name for name, found in VARIABLES.items() if found["off"]}
    assert off == {name for name, field in FIELDS.items() if field.default is None}


def test_no_secret_has_a_value():
    secrets = [name for name, field in FIELDS.items() if SecretStr in getattr(field.annotation, "__args__", ())]
    assert secrets
    assert [name for name in secrets if VARIABLES[name]["value"]] == []
    assert not re.search(r"(AC|SK)[0-9a-f]{32}|[0-9a-f]{32}", TEXT)


def test_what_is_set_to_nothing_is_unset(monkeypatch):
    for name in FIELDS:
        monkeypatch.delenv(name, raising=False)
    unset = Settings(_env_file=None)  # pyright: ignore[reportCallIssue]
    for name in FIELDS:
        monkeypatch.setenv(name, "")

    assert Settings(_env_file=None) == unset  # pyright: ignore[reportCallIssue]
