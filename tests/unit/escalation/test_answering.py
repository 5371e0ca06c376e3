"""Whom words name, how long a page is put off, who may do what, and what is offered to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskbot.access.responders import may_answer
from deskbot.desk import Responder
from deskbot.escalation.naming import person_in
from deskbot.escalation.offers import offered
from deskbot.escalation.snoozing import LONGEST, USUAL, bounded, shown
from deskbot.model.choice import Choice
from deskbot.model.page import Page, PageState

STAFF = {
    key: Responder(key=key, name=name, mail="")
    for key, name in (("ana", "Ana Ruiz"), ("ben", "Ben Oyelowo"), ("al", "Alex Kim"), ("alex", "Alexa Roe"))
}
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PAGE = Page(
    id=1,
    ticket=1001,
    policy="urgent",
    state=PageState.OPEN,
    level=0,
    round=0,
    code=7,
    due_at=NOON,
    created_at=NOON,
)
ANAS = replace(PAGE, state=PageState.ACKNOWLEDGED, acknowledged=("ana",), acknowledged_by="ana", acknowledged_at=NOON)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ben", ("ben", "")),
        ("to Ben: he knows the site", ("ben", "he knows the site")),
        ("Ben Oyelowo knows it", ("ben", "knows it")),
        ("ALEX KIM", ("al", "")),
        ("alex", ("alex", "")),
        ("alexa", ("alex", "")),
        ("on my way", ("", "")),
        ("", ("", "")),
        ("to", ("", "")),
    ],
)
def test_first_words_name_one_person_or_nobody(words: str, found: tuple[str, str]) -> None:
    assert person_in(STAFF, words) == found


def test_a_first_name_that_two_have_names_nobody() -> None:
    two = STAFF | {"bo": Responder(key="bo", name="Ben Bo", mail=""), "b": Responder(key="b", name="Ben Zed", mail="")}

    assert person_in({key: person for key, person in two.items() if key != "ben"}, "Ben") == ("", "")


def test_a_page_is_put_off_for_a_bounded_time() -> None:
    assert bounded(None) == USUAL
    assert bounded(timedelta(hours=20)) == LONGEST
    assert bounded(timedelta()) == timedelta(minutes=1)
    assert shown(timedelta(minutes=90)) == "1 h 30 min"


@pytest.mark.parametrize("choice", Choice)
def test_whom_a_page_did_not_reach_may_do_nothing(choice: Choice) -> None:
    assert not may_answer(choice, "", PAGE)


@pytest.mark.parametrize("choice", [Choice.RESOLVE, Choice.NOT_URGENT, Choice.SNOOZE, Choice.HAND_OVER])
def test_what_is_done_with_somebody_elses_page_is_theirs_to_do(choice: Choice) -> None:
    assert may_answer(choice, "kim", PAGE)
    assert may_answer(choice, "ana", ANAS)
    verdict = may_answer(choice, "kim", ANAS)
    assert not verdict
    assert "ana has it" in verdict.reason.says


def test_a_page_offers_what_makes_sense_to_whom_it_reached() -> None:
    assert [option.choice for option in offered(PAGE, "kim")] == [
        Choice.ACKNOWLEDGE,
        Choice.ESCALATE,
        Choice.SNOOZE,
        Choice.HAND_OVER,
        Choice.NOT_URGENT,
        Choice.RESOLVE,
        Choice.NOTE,
    ]
    assert [option.choice for option in offered(ANAS, "kim")] == [Choice.NOTE]
    assert Choice.ACKNOWLEDGE not in [option.choice for option in offered(ANAS, "ana")]
    assert not offered(replace(PAGE, state=PageState.CANCELLED), "kim")
