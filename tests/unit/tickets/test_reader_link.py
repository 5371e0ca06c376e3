"""A link to a ticket's page is one reader's, for a time; changed in any letter it is nobody's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.tickets.reader_link import HOLDS_FOR, LONGEST, Reader, read_reader_token, reader_token

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SECRET = b"a test's secret"
TY = Reader("email", "ty@brightpathvoice.example")


def test_a_link_is_for_whom_it_was_made_and_for_nobody_else() -> None:
    read = read_reader_token(reader_token(1042, TY, NOW, SECRET))

    assert read
    assert read.number == 1042
    assert read.is_for(TY, SECRET)
    for other in (
        Reader("email", "jana@rheinruf.example"),
        Reader("sms", "ty@brightpathvoice.example"),
        Reader("email", "ty@brightpathvoice.example", series=1),
    ):
        assert not read.is_for(other, SECRET)
    assert not read.is_for(TY, b"another secret")


def test_it_holds_for_thirty_days_and_not_for_one_more() -> None:
    read = read_reader_token(reader_token(1042, TY, NOW, SECRET))

    assert read
    assert read.holds(NOW + HOLDS_FOR)
    assert not read.holds(NOW + HOLDS_FOR + timedelta(days=1))


@given(st.integers(0, 40), st.characters(codec="ascii"))
def test_changed_in_any_place_it_is_nobodys(place: int, sign: str) -> None:
    token = reader_token(1042, TY, NOW, SECRET)
    changed = token[: place % len(token)] + sign + token[place % len(token) + 1 :]
    read = read_reader_token(changed)

    assert read is None or changed.strip().lower() == token or not read.is_for(TY, SECRET)


@pytest.mark.parametrize("text", ["", "1042", "0.739707." + "a" * 16, "1042.0." + "a" * 16, "1042.9999999." + "a" * 16])
def test_what_is_no_token_of_ours_is_none(text: str) -> None:
    assert read_reader_token(text) is None


@given(st.integers(1, 10**11))
def test_it_is_short_enough_for_a_text(number: int) -> None:
    assert len(reader_token(number, TY, NOW, SECRET)) <= LONGEST
