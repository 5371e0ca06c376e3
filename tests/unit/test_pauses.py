"""What was in vain is tried again, ever more seldom."""

from __future__ import annotations

from datetime import timedelta

from deskbot.model.pauses import Pauses

PAUSES = Pauses(timedelta(seconds=5), timedelta(minutes=1))


def test_each_pause_is_twice_as_long_as_the_one_before_up_to_the_longest():
    assert [PAUSES.after(attempts).total_seconds() for attempts in range(1, 7)] == [5, 10, 20, 40, 60, 60]


def test_no_number_of_attempts_is_too_many():
    assert PAUSES.after(10_000) == PAUSES.longest
