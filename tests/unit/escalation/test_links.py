"""The token of a link by which a page is answered."""

# ruff: noqa: RUF001  (a digit that looks alike)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.escalation.links import Feed, feed_token, page_token, read_feed_token, read_page_token
from deskbot.tickets.reference import token

SECRET, OTHER = b"a secret, long enough to sign with it", b"another secret, long enough to sign it"


@given(st.integers(min_value=1, max_value=10**15))
def test_a_token_names_its_notification_and_no_other(notification: int) -> None:
    made = page_token(notification, SECRET)

    assert read_page_token(made, SECRET) == notification
    assert read_page_token(made.upper(), SECRET) == notification
    assert read_page_token(made, OTHER) is None
    assert read_page_token(f"{notification + 1}.{made.partition('.')[2]}", SECRET) is None


@pytest.mark.parametrize("text", ["", "7", "7.", ".aaaaaaaaaaaaaaaa", "07.aaaaaaaaaaaaaaaa", "7.aaaaaaaaaaaaaaa1",
                                  "٧.aaaaaaaaaaaaaaaa", "../7", "7" * 500])  # fmt: skip
def test_any_other_text_is_no_token(text: str) -> None:
    assert read_page_token(text, SECRET) is None


@given(st.text())
def test_reading_never_raises(text: str) -> None:
    assert read_page_token(text, SECRET) is None


def test_a_reply_address_opens_no_page() -> None:
    assert read_page_token(token(7, SECRET)[1:], SECRET) is None


@given(st.text(min_size=1, max_size=60), st.booleans())
def test_a_feeds_token_names_its_person_or_schedule_and_no_other(key: str, of_person: bool) -> None:  # noqa: FBT001
    feed = Feed(person=key) if of_person else Feed(schedule=key)
    made = feed_token(feed, SECRET)

    assert read_feed_token(made, SECRET) == feed
    assert read_feed_token(made, OTHER) is None
    assert read_feed_token(("s" if of_person else "p") + made[1:], SECRET) is None


@pytest.mark.parametrize(
    "text", ["", "p", "p.aaaaaaaaaaaaaaaa", "pa.aaaaaaaaaaaaaaaa", "p7777.aaaaaaaaaaaaaaaa", "p" * 9999]
)
def test_any_other_text_is_no_feeds_token(text: str) -> None:
    assert read_feed_token(text, SECRET) is None
