"""A page that goes out long after its time says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskbot.escalation.lateness import LATE, late_words, wanted_at, with_lateness
from deskbot.escalation.sms_text import page_text
from deskbot.model.gsm import is_gsm

CHICAGO = ZoneInfo("America/Chicago")
DUE = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)
"""03:10 in Chicago."""


@pytest.mark.parametrize("after", [timedelta(), LATE, timedelta(hours=-1)])
def test_in_time_nothing_is_said(after: timedelta) -> None:
    assert late_words(DUE, DUE + after, CHICAGO) == ""


def test_late_it_says_when_it_was_due_on_the_desks_clock() -> None:
    assert late_words(DUE, DUE + timedelta(minutes=50), CHICAGO) == "late: due 03:10"


def test_late_by_a_night_it_names_the_day() -> None:
    assert late_words(DUE, DUE + timedelta(hours=22), CHICAGO) == "late: due 02 Mar 03:10"


def test_of_what_nobody_knows_when_it_was_due_nothing_is_said() -> None:
    assert late_words(None, DUE, CHICAGO) == ""


def test_a_text_that_is_cut_keeps_it() -> None:
    words = late_words(DUE, DUE + timedelta(hours=22), CHICAGO)

    text = page_text("T-1042", "S1", "Brightpath Voice & Data", with_lateness("All phones are down " * 20, words), 7)

    assert "late: due 02 Mar 03:10. All phones" in text
    assert is_gsm(text)
    assert len(text) <= 160


def test_a_line_in_time_stays_as_it_is() -> None:
    assert with_lateness("All phones are down", "") == "All phones are down"


def test_an_attempt_is_wanted_at_its_steps_time_and_later_where_its_person_says_so() -> None:
    later = DUE + timedelta(hours=1)

    assert wanted_at(DUE, timedelta(minutes=2), later) == DUE + timedelta(minutes=2)
    assert wanted_at(None, timedelta(), later) == later


def test_a_step_that_was_hastened_is_wanted_now() -> None:
    assert wanted_at(DUE + timedelta(hours=1), timedelta(), DUE) == DUE
