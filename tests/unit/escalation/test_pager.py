"""The pager's steps: whom to page next, when, and when to give up. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deskbot.escalation.pager import Reach, Rung, Step, level_failed, step
from deskbot.model.page import Attempt, Medium, Notification, Page, PageState

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def reach(*people: str) -> tuple[Reach, ...]:
    return tuple(Reach(person, Medium.SMS, f"+1{person}") for person in people)


def rung(*people: str) -> Rung:
    return Rung(5 * MINUTE, reach(*people))


def page(level: int = -1, round_: int = 0, due_at: datetime | None = NOW, state: PageState = PageState.OPEN) -> Page:
    return Page(
        id=1, ticket=1001, policy="p", state=state, level=level, round=round_, code=1, due_at=due_at, created_at=NOW
    )


def tried(person: str, level: int, state: Attempt, ago: timedelta = 5 * MINUTE, round_: int = 0) -> Notification:
    return Notification(
        id=1, level=level, round=round_, responder=person, medium=Medium.SMS, state=state, created_at=NOW - ago
    )


def taken(step_: Step | None) -> Step:
    assert step_ is not None
    return step_


def test_a_new_page_begins_with_the_first_level() -> None:
    first = taken(step(page(), [rung("ana"), rung("kim")], 0, [], NOW))

    assert (first.level, first.round, first.notify, first.due_at) == (0, 0, reach("ana"), NOW + 5 * MINUTE)


def test_nothing_happens_before_it_is_due() -> None:
    assert step(page(0, due_at=NOW + MINUTE), [rung("ana"), rung("kim")], 0, [], NOW) is None


def test_a_page_that_is_not_open_takes_no_step() -> None:
    for state in set(PageState) - {PageState.OPEN}:
        assert step(page(0, state=state), [rung("ana")], 0, [], NOW) is None


def test_after_its_delay_the_next_level_is_paged() -> None:
    second = taken(step(page(0), [rung("ana"), rung("kim")], 0, [tried("ana", 0, Attempt.DELIVERED)], NOW))

    assert (second.level, second.notify) == (1, reach("kim"))


def test_a_level_with_nobody_is_skipped_at_once_and_says_so() -> None:
    second = taken(step(page(), [Rung(MINUTE, (), 'nobody is on call on "nights"'), rung("kim")], 0, [], NOW))

    assert (second.level, second.notify) == (1, reach("kim"))
    assert 'nobody is on call on "nights"' in second.reasons[0].says


def test_a_level_that_has_provably_failed_is_left_before_its_delay() -> None:
    notifications = [tried("ana", 0, Attempt.FAILED)]

    second = taken(step(page(0, due_at=NOW + MINUTE), [rung("ana"), rung("kim")], 0, notifications, NOW))

    assert second.level == 1


@pytest.mark.parametrize("state", [Attempt.SENT, Attempt.DELIVERED, Attempt.QUEUED, Attempt.RINGING])
def test_a_level_of_which_somebody_may_have_been_reached_is_waited_for(state: Attempt) -> None:
    notifications = [tried("ana", 0, Attempt.FAILED), tried("ben", 0, state)]

    assert not level_failed(page(0), notifications)
    assert step(page(0, due_at=NOW + MINUTE), [rung("ana", "ben"), rung("kim")], 0, notifications, NOW) is None


def test_after_the_last_level_the_policy_starts_again_as_often_as_it_says() -> None:
    again = taken(step(page(1), [rung("ana"), rung("kim")], 1, [], NOW))

    assert (again.level, again.round) == (0, 1)


def test_after_the_last_repeat_nobody_has_answered() -> None:
    end = taken(step(page(1, round_=1), [rung("ana"), rung("kim")], 1, [], NOW))

    assert (end.state, end.notify, end.due_at) == (PageState.UNANSWERED, (), None)


def test_with_nobody_on_any_level_it_is_said_at_once_that_nobody_has_answered() -> None:
    end = taken(step(page(), [Rung(MINUTE, ())] * 3, 2, [], NOW))

    assert end.state is PageState.UNANSWERED


def test_one_person_on_two_levels_is_not_paged_twice_within_a_minute() -> None:
    notifications = [tried("ana", 0, Attempt.DELIVERED, ago=timedelta(seconds=30))]

    third = taken(step(page(0), [rung("ana"), rung("ana"), rung("kim")], 0, notifications, NOW))

    assert (third.level, third.notify) == (2, reach("kim"))


def test_when_everybody_left_was_just_paged_they_are_waited_for_instead_of_given_up() -> None:
    notifications = [tried("ana", 0, Attempt.DELIVERED, ago=timedelta(seconds=30))]

    rest = taken(step(page(0), [rung("ana"), rung("ana")], 1, notifications, NOW))

    assert (rest.state, rest.level, rest.notify) == (PageState.OPEN, 0, ())
    assert rest.due_at == NOW + timedelta(seconds=30)
    after = taken(step(page(0, due_at=rest.due_at), [rung("ana"), rung("ana")], 1, notifications, rest.due_at))
    assert (after.level, after.notify) == (1, reach("ana"))


def test_who_provably_was_not_reached_may_be_paged_by_another_way_at_once() -> None:
    notifications = [tried("ana", 0, Attempt.FAILED, ago=timedelta(seconds=1))]

    second = taken(step(page(0), [rung("ana"), rung("ana")], 0, notifications, NOW))

    assert (second.level, second.notify) == (1, reach("ana"))
