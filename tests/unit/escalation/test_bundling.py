"""Pages for one phone that come together go together, in one segment and with one code."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.escalation.bundling import (
    Line,
    Sent,
    bundle_text,
    goes_at,
    passed_words,
    spoken_bundle,
    spoken_each,
    taken_words,
    which_one,
)
from deskbot.escalation.sms_text import CALLED
from deskbot.model.case import Severity
from deskbot.model.gsm import is_gsm, segments

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def ago(seconds: int, severity: Severity = Severity.S1) -> Sent:
    return Sent(NOON - timedelta(seconds=seconds), severity)


def line(number: int, severity: Severity = Severity.S1, reseller: str = "Acme", *, verified: bool = True) -> Line:
    return Line(f"T-{number}", severity, reseller, "Phones are down", verified)


def test_the_first_goes_at_once() -> None:
    assert goes_at([], Severity.S2, MINUTE, NOON) is None
    assert goes_at([ago(60), ago(300)], Severity.S2, MINUTE, NOON) is None


def test_who_comes_within_the_minute_waits_until_it_is_over() -> None:
    assert goes_at([ago(20)], Severity.S1, MINUTE, NOON) == NOON + timedelta(seconds=40)


def test_an_s1_does_not_wait_for_what_is_less_urgent() -> None:
    assert goes_at([ago(20, Severity.S2)], Severity.S1, MINUTE, NOON) is None
    assert goes_at([ago(20, Severity.S1)], Severity.S2, MINUTE, NOON) == NOON + timedelta(seconds=40)


def test_without_a_time_nothing_waits() -> None:
    assert goes_at([ago(0)], Severity.S1, timedelta(), NOON) is None


@given(
    st.lists(st.tuples(st.integers(min_value=0, max_value=90), st.sampled_from(Severity))), st.sampled_from(Severity)
)
def test_nobody_ever_waits_longer_than_the_minute(sent: list[tuple[int, Severity]], severity: Severity) -> None:
    until = goes_at([ago(*one) for one in sent], severity, MINUTE, NOON)

    assert until is None or NOON < until <= NOON + MINUTE


def test_a_bundle_names_its_tickets_the_gravest_first_and_how_to_take_all() -> None:
    text = bundle_text(
        [line(1003, Severity.S2), line(1002), line(1004, reseller="Ötzi & Søn", verified=False)], 9, more=True
    )

    assert text == (
        "3 more: T-1002 S1 Acme, T-1004 S1 UNVERIFIED Ötzi & Søn, T-1003 S2 Acme. "
        "Reply 9a to take all, 9e to pass all on"
    )


def test_a_bundle_that_comes_first_is_no_more_than_its_pages() -> None:
    text = bundle_text([line(1002), line(1003)], 9, more=False)

    assert text == "2 pages: T-1002 S1 Acme, T-1003 S1 Acme. Reply 9a to take all, 9e to pass all on"


def test_where_there_is_no_room_for_resellers_they_go_first() -> None:
    text = bundle_text([line(number, reseller="Brightpath Voice & Data") for number in range(1002, 1006)], 9, more=True)

    assert text == "4 more: T-1002 S1, T-1003 S1, T-1004 S1, T-1005 S1. Reply 9a to take all, 9e to pass all on"


def test_a_text_that_cannot_be_answered_asks_for_no_answer() -> None:
    text = bundle_text([line(1002), line(1003)], 9, more=True, instead=CALLED)

    assert text == "2 more: T-1002 S1 Acme, T-1003 S1 Acme. We call you, too"


@given(
    st.lists(
        st.builds(
            Line,
            st.integers(min_value=1, max_value=10**9).map("T-{}".format),
            st.sampled_from(Severity),
            st.text(max_size=60),
            st.text(max_size=20),
            st.booleans(),
        ),
        min_size=2,
        max_size=60,
    ),
    st.integers(min_value=1, max_value=999_999),
    st.sampled_from(["more", "pages"]),
)
def test_whatever_is_bundled_it_is_one_segment_that_can_be_answered(lines: list[Line], code: int, word: str) -> None:
    text = bundle_text(lines, code, more=word == "more")

    assert is_gsm(text)
    assert segments(text) == 1
    assert text.startswith(f"{len(lines)} {word}: T-")
    assert text.endswith(f". Reply {code}a to take all, {code}e to pass all on")


def test_a_call_says_how_many_and_the_first_ones() -> None:
    assert spoken_bundle([line(number) for number in range(1002, 1007)]) == (
        "Page for 5 tickets. Ticket 1 0 0 2, severity 1, from Acme; Ticket 1 0 0 3, severity 1, from Acme; "
        "Ticket 1 0 0 4, severity 1, from Acme; and 2 more"
    )


def test_who_wants_to_hear_more_hears_the_title_of_the_gravest_ten() -> None:
    several = [line(number, Severity.S2) for number in range(1002, 1020)] + [line(1020)]

    said = spoken_each(several)

    assert said.startswith("Ticket 1 0 2 0, severity 1, from Acme: Phones are down. Ticket 1 0 0 2, severity 2")
    assert said.count("Phones are down") == 10
    assert said.endswith(" And 9 more.")
    assert spoken_each([replace(line(1002), subject=" ")]) == "Ticket 1 0 0 2, severity 1, from Acme: no subject."
    assert spoken_each([]) == ""


@pytest.mark.parametrize(
    ("taken", "theirs", "by_others", "unneeded", "said"),
    [
        ({"T-2": 0, "T-3": 0}, [], [], [], "You have taken 2 tickets: T-2, T-3."),
        (
            {"T-2": 0},
            [("T-6", "yours already")],
            [("T-3", "Ben at 12:05"), ("T-4", "Ben at 12:05")],
            ["T-5"],
            "You have taken 1 ticket: T-2. T-6 is yours already. T-3, T-4 were taken by Ben at 12:05. "
            "T-5: nobody is needed any more.",
        ),
        ({}, [], [("T-3", "Ben at 12:05")], [], "T-3 was taken by Ben at 12:05."),
        (
            {"T-2": 2},
            [],
            [],
            [],
            "You have taken 1 ticket: T-2. 2 more are wanted: it goes on ringing for them.",
        ),
        (
            {"T-2": 1, "T-3": 0, "T-4": 1},
            [],
            [],
            [],
            "You have taken 3 tickets: T-2, T-3, T-4. 1 more is wanted for T-2, T-4: they go on ringing for them.",
        ),
    ],
)
def test_who_takes_a_bundle_hears_what_is_theirs_and_what_is_not(
    taken: dict[str, int],
    theirs: list[tuple[str, str]],
    by_others: list[tuple[str, str]],
    unneeded: list[str],
    said: str,
) -> None:
    assert taken_words(taken, theirs, by_others, unneeded) == said


def test_an_answer_names_the_first_tickets_and_counts_the_rest() -> None:
    refs = [f"T-{number}" for number in range(1, 51)]

    assert taken_words(dict.fromkeys(refs, 0), [], [], []).endswith("T-12 and 38 more.")


def test_who_passes_a_bundle_on_hears_what_goes_on_and_what_does_not() -> None:
    said = passed_words([("T-2", "passed on"), ("T-3", "passed on")], [("T-4", "it is with the next level already")])

    assert said == "T-2, T-3 are passed on. T-4: it is with the next level already."


def test_who_answers_without_a_code_is_told_the_code_of_each_ticket_and_how_many_more_there_are() -> None:
    assert which_one("a", [("T-1001", 1), ("T-1002", 7)]) == (
        'Several pages are open. Answer "1a" for T-1001, "7a" for T-1002.'
    )
    many = which_one("e", [(f"T-{code}", code) for code in range(1, 301)])
    assert many.endswith('"12e" for T-12, and 288 more.')
