"""What one number gets within a window is bounded, and an S1 has a bound of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deskbot.desk import Limit
from deskbot.escalation.limits import free_at, why
from deskbot.model.case import Severity
from deskbot.model.page import Medium

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LIMIT = Limit(most=3, per=timedelta(minutes=10), s1=5)


def at(*minutes: float) -> list[datetime]:
    return [NOON + timedelta(minutes=minute) for minute in minutes]


def test_below_the_limit_nothing_waits() -> None:
    assert free_at(at(-1, -2), LIMIT, Severity.S2, NOON) is None


def test_over_the_limit_it_waits_until_the_oldest_has_left_the_window() -> None:
    assert free_at(at(-1, -2, -4), LIMIT, Severity.S2, NOON) == NOON + timedelta(minutes=6)


def test_what_has_left_the_window_does_not_count() -> None:
    assert free_at(at(-1, -2, -10), LIMIT, Severity.S2, NOON) is None


def test_an_s1_passes_up_to_its_own_limit() -> None:
    assert free_at(at(-1, -2, -4, -5), LIMIT, Severity.S1, NOON) is None
    assert free_at(at(-1, -2, -4, -5, -6), LIMIT, Severity.S1, NOON) == NOON + timedelta(minutes=4)


def test_after_an_s1_has_passed_others_wait_until_there_is_room_for_them() -> None:
    assert free_at(at(-1, -2, -4, -5, -6), LIMIT, Severity.S2, NOON) == NOON + timedelta(minutes=6)


def test_the_reason_names_what_counts_for_it() -> None:
    assert why(Medium.SMS, LIMIT, Severity.S2) == "3 texts went to this number within 10 min"
    assert why(Medium.VOICE, LIMIT, Severity.S1) == "5 calls went to this number within 10 min"


@given(st.lists(st.integers(min_value=0, max_value=3600), max_size=60), st.sampled_from(Severity))
def test_whatever_comes_no_window_ever_has_more_than_the_limit_and_what_waits_goes_as_soon_as_it_may(
    seconds: list[int], severity: Severity
) -> None:
    sent: list[datetime] = []
    allowed = LIMIT.s1 if severity is Severity.S1 else LIMIT.most
    for wish in sorted(NOON + timedelta(seconds=second) for second in seconds):
        at = max(wish, sent[-1]) if sent else wish
        until = free_at(sent, LIMIT, severity, at)
        if until is not None:
            assert until > at
            assert free_at(sent, LIMIT, severity, until - timedelta(seconds=1)) is not None
            assert free_at(sent, LIMIT, severity, until) is None
        sent.append(until or at)
    for moment in sent:
        assert sum(moment - LIMIT.per < other <= moment for other in sent) <= allowed
