"""A page's text fits into one segment, and how to answer it is never cut off."""

# ruff: noqa: RUF001  (people write signs that look alike)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.escalation.sms_text import CALLED, page_text
from deskbot.model.gsm import SINGLE, gsm, is_gsm, segments, septets

ANSWER = "Reply 7a to take it, 7e to pass it on"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 10, 2),
        ("a" * 152 + "€" * 77, 3),  # the first sign of two septets does not fit into the first segment
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("Ç" * 160, 1),
        ("ç" * 70, 1),  # lower case is not in the alphabet
        ("ç" * 71, 2),
        ("“quoted”" * 8, 1),
        ("“quoted”" * 9, 2),
    ],
)
def test_segments_are_counted_as_the_published_calculator_counts_them(text: str, count: int) -> None:
    assert segments(text) == count


def test_a_page_names_ticket_severity_reseller_and_how_to_answer() -> None:
    text = page_text("T-1042", "S1", "Acme", "All phones are down", 7)

    assert text == f"T-1042 S1 Acme: All phones are down. {ANSWER}"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("No dial tone – “since 08:00”…", 'No dial tone - "since 08:00"...'),
        ("🔥🔥 down 🔥", "down"),
        ("façade, crème, Łódź, ∆t", "facade, crème, Lodz, Δt"),
        ("Сервер не работает", "Server ne rabotaet"),
        ("Щука", "Shchuka"),
        ("系统 PBX 瘫痪", "? PBX ?"),
        ("a\r\n\tb\u200b\x00c\u2028d", "a bc d"),
        ("{[|", "{[|"),
        ("½ ﬁne ②", "1/2 fine 2"),
    ],
)
def test_what_gsm_lacks_is_said_otherwise(line: str, said: str) -> None:
    assert gsm(line) == said


def test_a_line_that_cannot_be_said_is_left_out() -> None:
    assert page_text("T-1042", "S1", "Acme", "系统瘫痪了", 7) == f"T-1042 S1 Acme. {ANSWER}"


def test_where_a_text_cannot_be_answered_it_does_not_ask_for_an_answer() -> None:
    text = page_text("T-1042", "S1", "Acme", "All phones are down", 7, instead=CALLED)

    assert text == "T-1042 S1 Acme: All phones are down. We call you, too"


def test_a_long_line_ends_at_a_word() -> None:
    text = page_text("T-1042", "S1", "Acme", "phones " * 60, 7)

    assert text.endswith(f" phones... {ANSWER}")
    assert segments(text) == 1


def test_signs_that_count_twice_are_counted_when_the_line_is_cut() -> None:
    text = page_text("T-1042", "S1", "Acme", "a{[|" * 60, 7)

    assert SINGLE - 3 <= septets(text) <= SINGLE


@given(
    st.text(max_size=300),
    st.text(max_size=300),
    st.integers(min_value=1, max_value=99_999),
)
def test_whatever_stands_in_a_ticket_its_page_is_one_segment_that_can_be_answered(
    reseller: str, line: str, code: int
) -> None:
    text = page_text("T-104233", "S1", reseller, line, code)

    assert is_gsm(text)
    assert segments(text) == 1
    assert text.startswith("T-104233 S1")
    assert text.endswith(f"Reply {code}a to take it, {code}e to pass it on")
    assert "\n" not in text
