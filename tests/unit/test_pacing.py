"""One conversation gets its messages one after another; others do not wait for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from deskbot.channels import Pace
from deskbot.engine.pacing import MOST_LANES, Pacing

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PACE = Pace(timedelta(seconds=1), burst=3)
SECOND = timedelta(seconds=1)


def slots(pacing: Pacing, lane: str, messages: range, now: datetime = NOON) -> list[float]:
    return [(pacing.slot(PACE, lane, one, now) - NOON).total_seconds() for one in messages]


def test_a_burst_goes_at_once_and_the_rest_one_each_second():
    assert slots(Pacing(), "a", range(6)) == [0, 0, 0, 1, 2, 3]


def test_another_conversation_does_not_wait():
    pacing = Pacing()
    slots(pacing, "a", range(20))

    assert slots(pacing, "b", range(20, 22)) == [0, 0]


def test_nobody_waits_for_an_hour_because_a_clock_was_set_back_by_one():
    pacing = Pacing()
    slots(pacing, "a", range(20))

    assert slots(pacing, "a", range(19, 22), NOON - timedelta(hours=1)) == [-3600, -3600, -3600]


def test_who_waits_keeps_their_turn_however_often_they_ask():
    pacing = Pacing()
    slots(pacing, "a", range(4))

    assert slots(pacing, "a", range(3, 4)) == [1]
    assert slots(pacing, "a", range(4, 5)) == [2]
    assert slots(pacing, "a", range(3, 4), NOON + SECOND) == [1]


def test_a_conversation_that_rested_has_its_burst_again():
    pacing = Pacing()
    slots(pacing, "a", range(6))

    assert slots(pacing, "a", range(6, 10), NOON + 10 * SECOND) == [10, 10, 10, 11]


def test_what_was_asked_to_wait_waits_as_long_and_then_goes_on_one_by_one():
    pacing = Pacing()
    pacing.hold(PACE, "a", NOON + 30 * SECOND)

    assert slots(pacing, "a", range(3)) == [30, 31, 32]
    assert slots(pacing, "b", range(3, 4)) == [0]


def test_who_rests_is_forgotten():
    pacing = Pacing()
    for lane in range(MOST_LANES + 1):
        pacing.slot(PACE, lane, lane, NOON)
    pacing.slot(PACE, "new", -1, NOON + 5 * SECOND)

    assert len(pacing._spent) == 1
