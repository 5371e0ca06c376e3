"""A setting that cannot be so is told in words of ours, with how it is mended, and never with what may be a secret."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskbot.errors import ConfigurationError
from deskbot.settings import Settings, load_settings

NOBODY = 65534
PASSWORD = "s3cr%t"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def as_nobody(folder: Path) -> Iterator[None]:
    """Read as who may not read everything, which root may."""
    folder.chmod(0o711)
    ours = os.geteuid()
    if ours == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(ours)


def refused(name: str, value: str) -> str:
    with pytest.raises(ConfigurationError) as told:
        load_settings(**{name: value})
    assert value not in str(told.value)
    return str(told.value)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("public_url", "desk.example", "has to begin with http:// or https://"),
        ("smtp_relay", "relay.example:25", "has to look like smtp+starttls://USER:PASSWORD@HOST:587"),
        ("imap_url", "https://mail.example", "has to look like imaps://USER:PASSWORD@HOST"),
        ("twilio_from", "0151 23456", "has to be a number in E.164, like +15125550100"),
        ("twilio_desk_numbers", "777", "has to be numbers in E.164, with commas between, like +15125550100"),
        ("dkim_selector", "-selector-", "has to be letters, digits, and . _ - between them"),
        ("canary_door", "mail.example", "has to be host:port, like mail.desk.example:25"),
        ("smtp_port", "twenty-five", "has to be a whole number"),
        ("smtp_port", "70001", "has to be 65535 at most"),
        ("smtp_size_limit", "-77", "has to be more than 0"),
        ("web_memory", "5000", "has to be 32000000 at least"),
        ("twilio_timeout", "soon", "has to be a number"),
        ("simulate", "maybe", "has to be 1 or 0"),
        ("log_level", "LOUD", "has to be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
    ],
)
def test_what_cannot_be_so_is_told_in_our_words(name: str, value: str, says: str) -> None:
    assert f"DESKBOT_{name.upper()}: {says}" in refused(name, value)


def test_no_pattern_of_a_setting_is_without_words() -> None:
    for name, field in Settings.model_fields.items():
        if any(getattr(one, "pattern", None) for one in field.metadata):
            assert "pattern" not in refused(name, " x "), name


@pytest.mark.parametrize(
    ("url", "says"),
    [
        (f"postgresql://u:{PASSWORD}w@h/d", "write %25 for a % in a password"),
        (f"postgresql://u:{PASSWORD} w@h/d", "%20 for a space"),
        ("postgresql://[::1", "an IPv6 address stands in [ and ]"),
        ("postgresql://h/d?foo=bar", 'knows no "foo"'),
        ("postgresql://u:s3cret/x@h/d", "its port is no number: write %2F for a / in a password"),
        ("postgresql://u:1@h:70000/d", "its port is no number from 1 to 65535"),
        ("mysql://u:s3cret@h/d", "has to look like postgresql://USER:PASSWORD@HOST/NAME"),
        ("postgresql:/u:s3cret@h/d", "has to look like postgresql://USER:PASSWORD@HOST/NAME"),
    ],
)
def test_a_url_that_leads_to_no_database_is_refused_without_its_password(url: str, says: str) -> None:
    told = refused("database_url", url)

    assert says in told
    assert "s3cr" not in told


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://deskbot@/deskbot?host=%2Ftmp%2Frun&port=5432",
        "postgresql+psycopg://u:p@h/d",
        "postgres://",
        "postgresql://u:p@a,b:5433/d?target_session_attrs=read-write",
        "postgresql://u:p%25w@[::1]:5432/d?sslmode=require",
    ],
)
def test_one_that_libpq_reads_is_taken(url: str) -> None:
    assert load_settings(database_url=url).database_url == url


def test_an_env_that_is_no_utf_8_is_told_with_its_place(folder: Path) -> None:
    (folder / ".env").write_bytes(b"DESKBOT_OIDC_NAME=B\xfcro\n")

    with pytest.raises(ConfigurationError, match=r"\.env: byte 19 is not UTF-8; save the file as UTF-8"):
        load_settings()


def test_the_mark_that_some_editors_put_in_front_of_utf_8_is_no_part_of_the_first_name(folder: Path) -> None:
    (folder / ".env").write_bytes(b"\xef\xbb\xbfDESKBOT_WEB_PORT=7\n")

    assert load_settings().web_port == 7


def test_an_env_that_may_not_be_read_is_told_with_how_it_is_mended(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    (folder / ".env").write_text("DESKBOT_WEB_PORT=7\n")
    (folder / ".env").chmod(0)
    request.getfixturevalue("as_nobody")

    with pytest.raises(ConfigurationError, match=r"\.env: cannot be read \(Permission denied\); let deskbot's user"):
        load_settings()
