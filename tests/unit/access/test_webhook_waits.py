"""When a webhook that has not taken an event is tried again, and by what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deskbot.access.webhook_waits import WAITS, Queued, again_after, is_given_up, rests_until, who_tries

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
TEN_SECONDS = timedelta(seconds=10)


def test_it_is_tried_again_later_and_later_and_given_up_after_days() -> None:
    waits = [again_after(attempts) for attempts in range(1, 9)]

    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(seconds=30), timedelta(hours=6))
    assert not is_given_up(NOW, NOW + timedelta(days=2, hours=23))
    assert is_given_up(NOW, NOW + timedelta(days=3))
    assert not is_given_up(None, NOW)


def test_one_that_does_not_answer_rests_as_long_each_time_as_an_event_waits_that_is_not_taken() -> None:
    tried, waits = NOW, []
    for _ in range(8):
        until = rests_until(NOW, tried)
        waits.append(until - tried)
        tried = until + TEN_SECONDS

    assert waits == [*WAITS, WAITS[-1], WAITS[-1]]


@pytest.mark.parametrize(
    ("queued", "first", "after"),
    [
        pytest.param([Queued(1, 1, NOW), Queued(2, 0, None)], 2, 30, id="what was never tried"),
        pytest.param([Queued(1, 1, NOW), Queued(2, 1, NOW - TEN_SECONDS)], 2, 30, id="what was tried longest ago"),
        pytest.param([Queued(1, 3, NOW - TEN_SECONDS), Queued(2, 1, NOW)], 2, 30, id="not what has a longer wait"),
        pytest.param([Queued(1, 3, NOW)], 1, 600, id="that, where nothing else waits"),
    ],
)
def test_whether_it_answers_again_is_tried_by(queued: list[Queued], first: int, after: int) -> None:
    by, due = who_tries(queued, NOW + WAITS[0])

    assert (by.delivery, due - NOW) == (first, timedelta(seconds=after))
