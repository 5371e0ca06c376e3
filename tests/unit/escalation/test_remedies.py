"""What a carrier's error means for a page. Pure."""

from __future__ import annotations

import pytest

from deskbot.escalation.remedies import Remedy, carrier_up, remedy
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Medium

SMS, VOICE, MAIL = Medium.SMS, Medium.VOICE, Medium.MAIL


@pytest.mark.parametrize("code", [30001, 30008, 30017, 30022, 20429, 21611])
def test_what_passes_is_tried_again(code: int) -> None:
    assert remedy(SMS, code) is Remedy.AGAIN
    assert not remedy(SMS, code).moves_on


@pytest.mark.parametrize("code", [21614, 30006, 21211, 21635])
def test_a_number_that_takes_no_texts_is_unusable_and_the_next_medium_comes(code: int) -> None:
    assert remedy(SMS, code, Outcome.REFUSED) is Remedy.UNUSABLE
    assert remedy(SMS, code).moves_on


def test_stop_is_told_from_a_number_of_no_use() -> None:
    assert remedy(SMS, 21610, Outcome.REFUSED) is Remedy.OPTED_OUT


@pytest.mark.parametrize("code", [30003, 30004, 30005])
def test_what_is_also_said_of_a_phone_that_is_switched_off_says_nothing_about_its_number(code: int) -> None:
    assert remedy(SMS, code) is Remedy.CHANGE


@pytest.mark.parametrize("code", [21606, 21659, 21660, 21661, 30032, 30033, 30034, 30035])
def test_a_number_of_ours_that_may_not_text_is_a_matter_for_the_operators(code: int) -> None:
    assert remedy(SMS, code, Outcome.REFUSED) is remedy(SMS, code) is Remedy.ACCOUNT


@pytest.mark.parametrize("code", [21408, 21612, 30007, 30023, 30024, 30450])
def test_what_one_carrier_does_not_bring_there_another_one_may(code: int) -> None:
    assert remedy(SMS, code) is Remedy.ELSEWHERE


@pytest.mark.parametrize("code", [None, 0, 30999])
def test_what_was_reported_as_failed_without_a_code_that_is_known_has_not_reached_anybody(code: int | None) -> None:
    assert remedy(SMS, code) is Remedy.CHANGE
    assert remedy(VOICE, code) is Remedy.CHANGE


@pytest.mark.parametrize(
    ("outcome", "code", "means"),
    [
        (Outcome.NOT_SENT, None, Remedy.AGAIN),
        (Outcome.MAYBE_SENT, 500, Remedy.AGAIN),
        (Outcome.REFUSED, 20003, Remedy.ACCOUNT),
        (Outcome.REFUSED, 302, Remedy.ACCOUNT),
        (Outcome.REFUSED, None, Remedy.ACCOUNT),
        (Outcome.REFUSED, 21408, Remedy.ELSEWHERE),
        (Outcome.REFUSED, 21999, Remedy.ELSEWHERE),
    ],
)
def test_an_answer_is_sorted_by_its_outcome_and_code(outcome: Outcome, code: int | None, means: Remedy) -> None:
    assert remedy(SMS, code, outcome) is means


def test_a_mail_that_is_refused_is_not_written_again_whatever_its_code_looks_like() -> None:
    assert remedy(MAIL, 550, Outcome.REFUSED) is Remedy.CHANGE
    assert remedy(MAIL, 451, Outcome.NOT_SENT) is Remedy.AGAIN


@pytest.mark.parametrize(
    ("receipt", "up"),
    [
        (Receipt(Outcome.SENT), True),
        (Receipt(Outcome.NOT_SENT), False),
        (Receipt(Outcome.MAYBE_SENT, code=500), False),
        (Receipt(Outcome.REFUSED, code=20003), False),
        (Receipt(Outcome.REFUSED, code=21610), True),
        (Receipt(Outcome.REFUSED, code=21999), True),
    ],
)
def test_a_carrier_works_also_where_it_refuses_a_number(receipt: Receipt, *, up: bool) -> None:
    assert carrier_up(SMS, receipt) is up
