"""The pager's steps: whom to page next, when, and when to give up. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deskbot.escalation.pager import Ladder, Reach, Rung, Step, hastened, level_failed, step
from deskbot.model.page import Attempt, Medium, Notification, Page, PageState

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def reach(*people: str) -> tuple[Reach, ...]:
    return tuple(Reach(person, Medium.SMS, f"+1{person}") for person in people)


def rung(*people: str, key: str = "") -> Rung:
    return Rung(key or "+".join(people), 5 * MINUTE, reach(*people))


def ladder(*rungs: Rung, repeat: int = 0, wanted: int = 1) -> Ladder:
    return Ladder(rungs=rungs, repeat=repeat, wanted=wanted)


def page(*done: str, **more: Any) -> Page:
    """Return an open page that is due, and has paged the levels with these keys in this round."""
    values: dict[str, Any] = {
        "id": 1,
        "ticket": 1001,
        "policy": "p",
        "state": PageState.OPEN,
        "step": len(done),
        "level": len(done) - 1,
        "round": 0,
        "done": done,
        "code": 1,
        "due_at": NOW,
        "created_at": NOW,
    }
    return Page(**(values | more))


def tried(person: str, at: int, state: Attempt, ago: timedelta = 5 * MINUTE, **more: Any) -> Notification:
    values: dict[str, Any] = {"id": 1, "medium": Medium.SMS, "created_at": NOW - ago}
    return Notification(step=at, responder=person, state=state, **(values | more))


def taken(step_: Step | None) -> Step:
    assert step_ is not None
    return step_


def test_a_new_page_begins_with_the_first_level() -> None:
    first = taken(step(page(), ladder(rung("ana"), rung("kim")), [], NOW))

    assert (first.level, first.round, first.notify, first.due_at) == (0, 0, reach("ana"), NOW + 5 * MINUTE)


def test_nothing_happens_before_it_is_due() -> None:
    assert step(page("ana", due_at=NOW + MINUTE), ladder(rung("ana"), rung("kim")), [], NOW) is None


@pytest.mark.parametrize("state", sorted(set(PageState) - {PageState.OPEN, PageState.ACKNOWLEDGED}))
def test_a_page_that_has_ended_takes_no_step(state: PageState) -> None:
    assert step(page("ana", state=state), ladder(rung("ana")), [], NOW) is None


def test_after_its_delay_the_next_level_is_paged() -> None:
    second = taken(step(page("ana"), ladder(rung("ana"), rung("kim")), [tried("ana", 1, Attempt.DELIVERED)], NOW))

    assert (second.level, second.notify) == (1, reach("kim"))


def test_a_level_with_nobody_is_skipped_at_once_and_says_so() -> None:
    nobody = Rung("nights", MINUTE, (), 'nobody is on call on "nights"')
    second = taken(step(page(), ladder(nobody, rung("kim")), [], NOW))

    assert (second.level, second.notify) == (1, reach("kim"))
    assert 'nobody is on call on "nights"' in second.reasons[0].says


def test_a_level_that_has_provably_failed_is_left_before_its_delay() -> None:
    notifications = [tried("ana", 1, Attempt.FAILED)]

    second = taken(step(page("ana", due_at=NOW + MINUTE), ladder(rung("ana"), rung("kim")), notifications, NOW))

    assert second.level == 1


@pytest.mark.parametrize("state", [Attempt.SENT, Attempt.DELIVERED, Attempt.QUEUED, Attempt.RINGING])
def test_a_level_of_which_somebody_may_have_been_reached_is_waited_for(state: Attempt) -> None:
    notifications = [tried("ana", 1, Attempt.FAILED), tried("ben", 1, state)]
    waiting = page("ana+ben", due_at=NOW + MINUTE)

    assert not level_failed(waiting, notifications)
    assert step(waiting, ladder(rung("ana", "ben"), rung("kim")), notifications, NOW) is None


def test_after_the_last_level_the_policy_starts_again_as_often_as_it_says() -> None:
    again = taken(step(page("ana", "kim"), ladder(rung("ana"), rung("kim"), repeat=1), [], NOW))

    assert (again.level, again.round, again.done) == (0, 1, ("ana",))


def test_after_the_last_repeat_nobody_has_answered() -> None:
    end = taken(step(page("ana", "kim", round=1), ladder(rung("ana"), rung("kim"), repeat=1), [], NOW))

    assert (end.state, end.notify, end.due_at) == (PageState.UNANSWERED, (), None)


def test_with_nobody_on_any_level_it_is_said_at_once_that_nobody_has_answered() -> None:
    nobody = [Rung(key, MINUTE, ()) for key in "abc"]

    assert taken(step(page(), ladder(*nobody, repeat=2), [], NOW)).state is PageState.UNANSWERED


def test_one_person_on_two_levels_is_not_paged_twice_within_a_minute() -> None:
    notifications = [tried("ana", 1, Attempt.DELIVERED, ago=timedelta(seconds=30))]
    levels = ladder(rung("ana", key="first"), rung("ana", key="second"), rung("kim"))

    third = taken(step(page("first"), levels, notifications, NOW))

    assert (third.level, third.notify) == (2, reach("kim"))


def test_when_everybody_left_was_just_paged_they_are_waited_for_instead_of_given_up() -> None:
    notifications = [tried("ana", 1, Attempt.DELIVERED, ago=timedelta(seconds=30))]
    levels = ladder(rung("ana", key="first"), rung("ana", key="second"), repeat=1)

    rest = taken(step(page("first"), levels, notifications, NOW))

    assert (rest.state, rest.level, rest.notify, rest.done) == (PageState.OPEN, 0, (), ("first",))
    assert rest.due_at == NOW + timedelta(seconds=30)
    after = taken(step(page("first", due_at=rest.due_at), levels, notifications, rest.due_at))
    assert (after.level, after.notify) == (1, reach("ana"))


def test_who_was_called_later_by_their_own_rules_rests_from_that_call() -> None:
    called = tried("ana", 1, Attempt.RINGING, medium=Medium.VOICE, sent_at=NOW - timedelta(seconds=10))

    rest = taken(step(page("first"), ladder(rung("ana", key="first"), rung("ana", key="second")), [called], NOW))

    assert rest.due_at == NOW + timedelta(seconds=50)


def test_who_provably_was_not_reached_may_be_paged_by_another_way_at_once() -> None:
    notifications = [tried("ana", 1, Attempt.FAILED, ago=timedelta(seconds=1))]
    levels = ladder(rung("ana", key="first"), rung("ana", key="second"))

    second = taken(step(page("first"), levels, notifications, NOW))

    assert (second.level, second.notify) == (1, reach("ana"))


def test_levels_that_were_moved_while_it_is_open_are_each_paged_once() -> None:
    moved = ladder(rung("kim"), rung("ana"), rung("ben"))

    second = taken(step(page("ana"), moved, [tried("ana", 1, Attempt.DELIVERED)], NOW))
    third = taken(step(page("ana", "kim"), moved, [tried("ana", 1, Attempt.DELIVERED)], NOW))

    assert (second.notify, third.notify) == (reach("kim"), reach("ben"))


def test_a_level_that_was_taken_out_while_it_is_open_changes_nothing_for_the_others() -> None:
    last = taken(step(page("ana", "kim"), ladder(rung("ben")), [], NOW))

    assert last.notify == reach("ben")


def test_acknowledged_and_silent_past_its_time_it_begins_anew_with_all_its_repeats() -> None:
    silent = page("ana", "kim", round=1, state=PageState.ACKNOWLEDGED, acknowledged=("ana",), acknowledged_by="ana")
    levels = ladder(rung("ana"), rung("kim"), repeat=1)

    first = taken(step(silent, levels, [tried("ana", 1, Attempt.DELIVERED)], NOW))

    assert (first.state, first.level, first.round, first.begun) == (PageState.OPEN, 0, 2, 2)
    assert first.notify == reach("ana")
    assert first.reasons[0].rule == "acknowledged-in-vain"
    assert step(replace(silent, due_at=NOW + MINUTE), levels, [], NOW) is None


def test_an_acknowledged_page_whose_attempts_all_failed_is_not_hurried() -> None:
    taken_page = page("ana", state=PageState.ACKNOWLEDGED, due_at=NOW + MINUTE, acknowledged=("ana",))

    assert step(taken_page, ladder(rung("ana"), rung("kim")), [tried("ana", 1, Attempt.FAILED)], NOW) is None


def test_while_more_people_are_wanted_those_who_have_it_are_not_paged_again() -> None:
    levels = ladder(rung("ana", "ben"), rung("ana", "kim"), wanted=2)

    second = taken(step(page("ana+ben", acknowledged=("ana",)), levels, [], NOW))

    assert second.notify == reach("kim")


def test_with_too_few_people_at_the_end_it_is_theirs_who_came() -> None:
    end = taken(step(page("ana", acknowledged=("ana",)), ladder(rung("ana"), wanted=2), [], NOW))

    assert (end.state, end.reasons[-1].rule) == (PageState.ACKNOWLEDGED, "too-few-acknowledged")


def test_where_fewer_are_wanted_than_when_somebody_came_nobody_else_is_paged() -> None:
    end = taken(step(page("ana", acknowledged=("ana",)), ladder(rung("ana"), rung("kim")), [], NOW))

    assert (end.state, end.notify, end.level, end.done) == (PageState.ACKNOWLEDGED, (), 0, ("ana",))
    assert end.reasons[-1].rule == "enough-acknowledged"


def test_the_next_medium_comes_early_where_all_before_it_have_failed() -> None:
    later = {"id": 2, "medium": Medium.VOICE, "due_at": NOW + 2 * MINUTE}
    text, call = tried("ana", 1, Attempt.FAILED), tried("ana", 1, Attempt.QUEUED, **later)
    open_page = page("ana")

    assert hastened(open_page, [text, call], NOW) == (2,)
    assert hastened(open_page, [replace(text, state=Attempt.SENT), call], NOW) == ()
    assert hastened(open_page, [replace(text, responder="ben"), replace(text, state=Attempt.SENT), call], NOW) == ()
    assert hastened(open_page, [replace(text, state=Attempt.UNKNOWN), call], NOW) == (2,)


def test_a_level_of_which_nobody_knows_whether_it_was_reached_has_not_failed() -> None:
    assert not level_failed(page("ana"), [tried("ana", 1, Attempt.UNKNOWN)])


def test_a_medium_that_waits_keeps_its_level_from_having_failed() -> None:
    waiting = tried("ana", 1, Attempt.QUEUED, medium=Medium.VOICE, due_at=NOW + MINUTE)

    assert not level_failed(page("ana"), [tried("ana", 1, Attempt.FAILED), waiting])
