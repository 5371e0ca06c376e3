"""What `deskbot check` says of the secret key."""

from __future__ import annotations

from datetime import UTC, datetime

from deskbot.cli.check_keys import keys
from deskbot.model.installation import Installation
from deskbot.wires.sealed import Keys
from deskbot.wires.slack_installations import stored

OLD, NEW, OTHER = b"o" * 32, b"n" * 32, b"x" * 32
ONE = Installation(
    place="T0ALBA",
    name="Alba",
    bot="U1",
    scopes=(),
    token="xoxb-invented",
    installed_at=datetime(2026, 3, 2, tzinfo=UTC),
)


def sealed_by(key: bytes) -> dict[str, str]:
    return {"T0ALBA": stored(ONE, Keys([key]))}


def test_nothing_is_said_where_one_key_opens_all() -> None:
    assert keys(Keys([NEW]), sealed_by(NEW)) == []


def test_what_is_sealed_by_the_key_before_is_to_be_sealed_anew() -> None:
    (found,) = keys(Keys([NEW, OLD]), sealed_by(OLD))
    assert (found.right, found.doubtful) == (True, True)
    assert "deskbot secrets rotate" in found.says


def test_a_key_before_by_which_nothing_is_sealed_may_go() -> None:
    (found,) = keys(Keys([NEW, OLD]), sealed_by(NEW))
    assert "unset it" in found.says


def test_what_no_key_opens_is_wrong_and_said_in_words() -> None:
    (found,) = keys(Keys([NEW, OLD]), sealed_by(OTHER))
    assert not found.right
    assert "T0ALBA was sealed with another DESKBOT_SECRET_KEY" in found.says
