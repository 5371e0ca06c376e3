"""Which carrier is asked, when one is asked again, and when none is: from what the carriers did last. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskbot.escalation.routing import (
    DOWN_AFTER,
    FAILS_BACK,
    MOST_ATTEMPTS,
    OPENS_AFTER,
    PROBE,
    RESTS,
    WITHIN,
    Breaker,
    GiveUp,
    Go,
    Wait,
    down,
    route,
    since_taken,
    stand,
    will_not,
)
from deskbot.model.page import Attempt, Dispatch, Medium

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
BOTH = ("one", "two")


def given(carrier: str = "one", ago: float = 60, *, up: bool | None = False, took: float = 0) -> Dispatch:
    """Return a dispatch of so many seconds ago."""
    begun = NOW - timedelta(seconds=ago)
    state = Attempt.SENT if up else Attempt.FAILED if up is False else Attempt.SENDING
    return Dispatch(carrier=carrier, state=state, up=up, begun_at=begun, updated_at=begun + timedelta(seconds=took))


def broken(carrier: str = "one", ago: float = 5) -> list[Dispatch]:
    return [given(carrier, ago + n) for n in reversed(range(OPENS_AFTER))]


def test_the_carrier_in_front_is_asked_first() -> None:
    assert route(BOTH, {}, (), NOW) == Go("one", "")


def test_after_a_failure_and_a_pause_the_other_one_is_asked() -> None:
    failed = given(ago=0)

    assert isinstance(route(BOTH, {"one": [failed]}, [failed], NOW), Wait)
    assert route(BOTH, {"one": [failed]}, [failed], NOW + SECOND) == Go("two", "one did not take it")


def test_after_a_hang_the_other_one_is_asked_at_once_as_enough_time_is_lost() -> None:
    silent = given(ago=8, took=8)

    assert route(BOTH, {"one": [silent]}, [silent], NOW) == Go("two", "one did not take it")


def test_after_both_have_failed_it_is_the_first_ones_turn_again_after_a_longer_pause() -> None:
    own = [given("one", 3), given("two", 1)]

    assert route(BOTH, {"one": own[:1], "two": own[1:]}, own, NOW) == Wait(NOW + SECOND, _PAUSE)
    assert route(BOTH, {"one": own[:1], "two": own[1:]}, own, NOW + SECOND) == Go("one", "")


_PAUSE = "a pause after an attempt that came to nothing"


def test_pauses_grow_with_each_attempt_and_then_no_more() -> None:
    pauses = []
    for attempts in range(1, 9):
        own = [given(ago=0) for _ in range(attempts)]
        decided = route(BOTH, {}, own, NOW, goes_on=True)
        assert isinstance(decided, Wait)
        pauses.append((decided.until - NOW).total_seconds())

    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]


def test_a_notification_is_given_up_after_many_attempts_unless_its_person_is_reached_otherwise() -> None:
    own = [given(ago=100) for _ in range(MOST_ATTEMPTS)]

    assert isinstance(route(BOTH, {}, own, NOW), GiveUp)
    assert isinstance(route(BOTH, {}, own, NOW, goes_on=True), Go)


def test_a_carrier_that_will_not_carry_it_is_not_asked_again() -> None:
    assert route(BOTH, {}, [given()], NOW, refused_by={"one"}) == Go("two", "one will not carry it")
    assert isinstance(route(BOTH, {}, [given()], NOW, refused_by=BOTH), GiveUp)


def test_without_a_carrier_it_is_given_up() -> None:
    assert route((), {}, (), NOW) == GiveUp("no carrier is configured for it")


def test_a_breaker_opens_after_failures_in_a_row() -> None:
    assert stand(broken()[1:], NOW).breaker is Breaker.CLOSED
    assert stand(broken(), NOW).breaker is Breaker.OPEN


def test_a_success_closes_it() -> None:
    assert stand([*broken(), given(ago=1, up=True)], NOW).breaker is Breaker.CLOSED


def test_failures_with_a_success_between_them_do_not_open_it() -> None:
    first, *others = broken()

    assert stand([first, given(ago=6.5, up=True), *others], NOW).breaker is Breaker.CLOSED


def test_failures_far_from_each_other_do_not_open_it() -> None:
    far = WITHIN.total_seconds() + 10

    assert stand([given(ago=far), given(ago=8), given(ago=2)], NOW).breaker is Breaker.CLOSED


def test_what_is_under_way_or_was_killed_says_nothing_of_the_carrier() -> None:
    assert stand([given(ago=n, up=None) for n in (3, 2, 1)], NOW).breaker is Breaker.CLOSED
    assert stand([*broken(), given(ago=1, up=None)], NOW).breaker is Breaker.OPEN


def test_after_a_rest_one_page_may_try_it_and_the_others_wait_for_that_one() -> None:
    past = broken(ago=RESTS.total_seconds())
    assert stand(past, NOW).breaker is Breaker.HALF_OPEN

    probe = given(ago=1, up=None)
    past = [*broken(ago=RESTS.total_seconds() + 1), probe]

    assert stand(past, NOW).breaker is Breaker.OPEN
    assert stand(past, NOW).until == probe.begun_at + PROBE
    assert stand(past, probe.begun_at + PROBE).breaker is Breaker.HALF_OPEN


def test_a_try_that_fails_opens_it_again() -> None:
    rest = RESTS.total_seconds()
    past = [*broken(ago=rest + 5), given(ago=1)]

    assert stand(past, NOW).breaker is Breaker.OPEN


def test_an_open_carrier_is_passed_over() -> None:
    assert route(BOTH, {"one": broken()}, (), NOW) == Go("two", "one failed again and again")


def test_a_carrier_that_rests_is_not_tried_while_another_works_until_a_while_has_gone_by() -> None:
    past = {"one": broken(ago=RESTS.total_seconds()), "two": [given("two", 1, up=True)]}

    assert route(BOTH, past, (), NOW) == Go("two", "one failed again and again")
    assert route(BOTH, past, (), NOW + FAILS_BACK) == Go("one", "")


def test_with_every_breaker_open_the_page_waits_until_the_first_may_be_tried() -> None:
    past = {"one": broken("one", 10), "two": broken("two", 2)}

    decided = route(BOTH, past, (), NOW)

    assert isinstance(decided, Wait)
    assert decided.until == NOW + RESTS - 10 * SECOND


@pytest.mark.parametrize("ago", [5, 100])
def test_carriers_are_down_when_every_breaker_is_not_closed(ago: float) -> None:
    assert down(BOTH, {"one": broken("one", ago), "two": broken("two", ago)}, (), NOW)
    assert not down(BOTH, {"one": broken("one", ago)}, (), NOW)


def test_two_silent_carriers_are_down_well_within_half_a_minute() -> None:
    own = [given("one", 16, took=8), given("two", 8, took=8)]

    assert down(BOTH, {"one": own[:1], "two": own[1:]}, own, NOW)


def test_one_failure_is_no_outage() -> None:
    assert not down(("one",), {"one": [given(ago=1)]}, [given(ago=1)], NOW)
    long = DOWN_AFTER.total_seconds()
    assert down(("one",), {}, [given(ago=long), given(ago=1, took=1)], NOW)
    assert not down(("one",), {}, [given(ago=long)], NOW)  # it has waited since for others to its phone
    assert not down(("one",), {}, [given(ago=long, up=None)], NOW)  # its worker was killed
    assert not down((), {}, (), NOW)


def test_attempts_are_counted_since_a_carrier_took_one_last() -> None:
    taken, failed = given(ago=60, up=True), given(ago=1)

    assert since_taken([failed, taken, failed]) == (failed,)
    assert since_taken([failed, taken]) == ()
    assert since_taken([failed, failed]) == (failed, failed)


@pytest.mark.parametrize(
    ("code", "provider_id", "passed_over"),
    [(21408, "", True), (30008, "SM1", True), (None, "CA1", False), (21610, "", False)],
)
def test_a_carrier_that_refused_it_or_took_it_in_vain_is_passed_over_and_a_call_that_rang_is_no_reason(
    code: int | None, provider_id: str, *, passed_over: bool
) -> None:
    one = replace(given(), up=True, code=code, provider_id=provider_id)

    assert will_not(Medium.SMS, [one]) == (frozenset({"one"}) if passed_over else frozenset())
    assert will_not(Medium.SMS, [replace(one, up=False)]) == frozenset()
