"""When a carrier is asked what has become of a page, and what its silence means. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deskbot.escalation.polling import ASKED_AFTER, PAUSES, after_asking, asked_at
from deskbot.model.page import Attempt, Medium

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SMS, VOICE = Medium.SMS, Medium.VOICE


def test_a_text_is_asked_for_after_a_minute_until_it_is_delivered() -> None:
    assert asked_at(SMS, Attempt.SENT, NOW, NOW) == NOW + ASKED_AFTER
    assert asked_at(SMS, Attempt.DELIVERED, NOW, NOW) is None


def test_a_call_that_was_picked_up_is_asked_for_as_its_end_may_stay_away() -> None:
    assert asked_at(VOICE, Attempt.DELIVERED, NOW, NOW + timedelta(seconds=20)) == NOW + ASKED_AFTER


def test_a_late_report_has_the_question_asked_at_once_and_not_in_the_past() -> None:
    assert asked_at(VOICE, Attempt.RINGING, NOW, NOW + timedelta(minutes=9)) == NOW + timedelta(minutes=9)


@pytest.mark.parametrize("state", [Attempt.FAILED, Attempt.CANCELLED, Attempt.QUEUED, Attempt.SENDING])
def test_nothing_is_asked_of_what_no_carrier_has(state: Attempt) -> None:
    assert asked_at(SMS, state, NOW, NOW) is None


def test_nothing_is_asked_of_a_mail() -> None:
    assert asked_at(Medium.MAIL, Attempt.SENT, NOW, NOW) is None


def test_a_text_that_the_carrier_still_has_is_unknown_and_asked_for_again() -> None:
    silence = after_asking(SMS, Attempt.SENT, waiting=True, asked=1, now=NOW)

    assert silence.unknown
    assert silence.ask_again == NOW + PAUSES[0]


def test_a_text_that_went_on_to_the_phones_network_is_asked_for_again_and_is_not_unknown() -> None:
    silence = after_asking(SMS, Attempt.SENT, waiting=False, asked=1, now=NOW)

    assert (silence.unknown, silence.ask_again) == (False, NOW + PAUSES[0])


def test_a_call_that_goes_on_is_asked_for_again_and_is_not_unknown() -> None:
    silence = after_asking(VOICE, Attempt.DELIVERED, waiting=False, asked=1, now=NOW)

    assert (silence.unknown, silence.ask_again) == (False, NOW + PAUSES[0])


def test_a_call_that_rings_and_whose_carrier_says_nothing_any_more_is_not_unknown() -> None:
    assert not after_asking(VOICE, Attempt.RINGING, waiting=True, asked=1, now=NOW).unknown


def test_questions_end() -> None:
    assert after_asking(SMS, Attempt.UNKNOWN, waiting=True, asked=len(PAUSES) + 1, now=NOW).ask_again is None
    assert after_asking(SMS, Attempt.DELIVERED, waiting=False, asked=1, now=NOW).ask_again is None
