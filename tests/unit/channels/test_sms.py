"""A text as it comes in: which ticket it names, whether it begins anew, who has sent it."""

from __future__ import annotations

import json

import pytest

from deskbot.channels.sms import build, read
from deskbot.errors import ConfigurationError
from deskbot.model.message import Arrival, Inbound
from deskbot.settings import Settings

TY = "+15125550120"


def text(body: str, **more: str) -> Inbound:
    raw = json.dumps({"MessageSid": "SM1", "From": TY, "To": "+15125550101", "Body": body, **more}).encode()
    return read(Arrival("sms", "SM1", raw, {}))


@pytest.mark.parametrize(
    ("body", "about", "anew", "words"),
    [
        ("still dead", None, False, "still dead"),
        ("T-1042 still dead", 1042, False, "still dead"),
        ("t1042: still dead", 1042, False, "still dead"),
        ("add T-1042 still dead", 1042, False, "still dead"),
        ("urgent T-1042 all phones dead", 1042, False, "all phones dead"),
        ("new the fax beeps", None, True, "new the fax beeps"),
        ("New phones do not register", None, True, "New phones do not register"),
        ("urgent", None, False, "urgent"),
        ("list all calls that failed please", None, False, "list all calls that failed please"),
    ],
)
def test_what_a_text_names(body: str, about: int | None, anew: bool, words: str) -> None:  # noqa: FBT001
    message = text(body)

    assert (message.about, message.anew, message.reply) == (about, anew, words)


def test_its_first_line_is_its_subject() -> None:
    assert text("The fax beeps\nsince monday").subject == "The fax beeps"
    long = text("All the phones on the second floor of the clinic drop their calls after some minutes").subject
    assert len(long) <= 71
    assert long.endswith("…")


def test_a_number_is_proven_and_a_name_is_nobody() -> None:
    assert text("x").authentication.proven_by_wire
    named = text("x", From="CARRIER")
    assert not named.authentication.proven_by_wire
    assert not named.answerable


def test_files_are_named_by_what_they_are_and_lie_at_the_carrier() -> None:
    media = {"MediaUrl0": "https://x.example/0", "MediaContentType0": "image/jpeg", "MediaUrl1": "https://x.example/1"}
    files = text("", NumMedia="2", **media).attachments

    assert [(one.filename, one.source) for one in files] == [
        ("picture-1.jpg", "https://x.example/0"),
        ("file-2", "https://x.example/1"),
    ]
    assert text("", NumMedia="1").subject == "Files by text"


@pytest.mark.parametrize("count", ["", "0", "-1", "x", "999999999999", "\u0663"])
def test_an_odd_number_of_files_harms_nothing(count: str) -> None:
    assert text("x", NumMedia=count).attachments == ()


@pytest.mark.parametrize("raw", [b"{}", b"[]", b'"x"', b'{"From": 7}'])
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"text|number"):
        read(Arrival("sms", "SM1", raw, {}))


ACCOUNT = {"twilio_account_sid": "AC" + "0" * 32, "twilio_auth_token": "token", "twilio_from": "+15125550100"}


def configured(**more: str) -> Settings:
    return Settings(_env_file=None, **more)  # pyright: ignore[reportCallIssue, reportArgumentType]


def test_without_a_number_there_is_no_such_channel() -> None:
    assert build(configured(**ACCOUNT), None, None) is None  # type: ignore[arg-type]


def test_the_pagers_number_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="STOP"):
        build(configured(**ACCOUNT, twilio_text_number="+15125550100"), None, None)  # type: ignore[arg-type]


def test_a_number_without_an_account_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="DESKBOT_TWILIO_ACCOUNT_SID"):
        build(configured(twilio_text_number="+15125550101"), None, None)  # type: ignore[arg-type]
