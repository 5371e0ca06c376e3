"""A mail that cannot be taken holds up no other, is tried again later and later, and is told of in the end."""

from __future__ import annotations

import pytest

from deskbot.channels.email.mailbox.failures import Failures, Weight

NOW = 1000.0


def test_a_mail_that_failed_is_tried_after_the_others_and_not_before_its_time() -> None:
    failures = Failures()
    failures.unfetched(1, Weight.REFUSED, NOW)

    assert failures.in_order([1, 2, 3], NOW) == [2, 3]
    assert failures.in_order([1, 2, 3], NOW + 3600) == [2, 3, 1]


def test_a_connection_that_broke_once_is_not_the_mails_fault() -> None:
    failures = Failures()
    failures.unfetched(1, Weight.BROKE, NOW)

    assert failures.in_order([1], NOW) == [1]


@pytest.mark.parametrize(("weight", "times"), [(Weight.REFUSED, 3), (Weight.BROKE, 12)])
def test_a_mail_that_is_never_given_out_is_given_up_once(weight: Weight, times: int) -> None:
    failures = Failures()

    assert [failures.unfetched(1, weight, NOW) for _ in range(times + 1)] == [False] * (times - 1) + [True, False]
    assert failures.is_given_up(1)
    assert not failures.is_given_up(2)


def test_it_is_tried_within_an_hour_however_often_it_failed() -> None:
    failures = Failures()
    for _ in range(100):
        failures.unfetched(1, Weight.REFUSED, NOW)

    assert list(failures.until_next(NOW)) == [3600.0]


def test_of_a_mail_that_cannot_be_stored_a_note_is_handed_in_from_the_second_time_on() -> None:
    failures = Failures()

    assert not failures.unstored(1, NOW)
    assert not failures.untold()
    assert failures.unstored(1, NOW)
    assert failures.untold()


def test_what_is_taken_or_gone_is_forgotten() -> None:
    failures = Failures()
    for uid in (1, 2, 3):
        failures.unstored(uid, NOW)
        failures.unstored(uid, NOW)
    failures.forget(1)
    failures.keep([3])

    assert list(failures.until_next(NOW)) == [60.0]
