"""What overrides make of a schedule: the later one wins on the same person, and nobody's seat is lost by mistake."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deskbot.desk.roster import Layer, Rotation, Schedule, WeekSpan
from deskbot.escalation.roster.oncall import on_call, shift_at
from deskbot.escalation.roster.reasons import reasons
from deskbot.escalation.roster.timeline import Roster, gaps, shifts
from deskbot.model.override import Override, OverrideKind
from tests.unit.escalation.roster.desks import desk_with

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def override(number: int, kind: str, off: str = "", *on: str, **more: Any) -> Override:
    usual = {
        "start": NOON,
        "end": NOON + 8 * HOUR,
        "made_at": NOON - HOUR + timedelta(minutes=number),
        "by": "lead",
        "why": "flu",
    }
    return Override(id=number, schedule="nights", kind=OverrideKind(kind), off=off, on=on, **(usual | more))


def roster(*overrides: Override, people: tuple[str, ...] = ("ana",)) -> Roster:
    layer = Layer(rotation=Rotation.ALWAYS, turns=tuple((key,) for key in people))
    return Roster(desk_with(Schedule(key="nights", zone="UTC", layers=(layer,))), overrides)


ADD_BEN, REMOVE_ANA = (1, "add", "", "ben"), (1, "remove", "ana")
BEN_FOR_ANA = (1, "replace", "ana", "ben")


@pytest.mark.parametrize(
    ("made", "people"),
    [
        ([ADD_BEN], ("ana", "ben")),
        ([(1, "add", "", "ana")], ("ana",)),
        ([REMOVE_ANA], ()),
        ([REMOVE_ANA, (2, "add", "", "ana")], ("ana",)),
        ([(1, "add", "", "ana"), (2, "remove", "ana")], ()),
        ([BEN_FOR_ANA], ("ben",)),
        ([(1, "replace", "chloe", "ben")], ("ana",)),  # Chloe was not on
        ([BEN_FOR_ANA, (2, "replace", "ben", "chloe")], ("chloe",)),
        ([BEN_FOR_ANA, (2, "replace", "ana", "chloe")], ("chloe",)),
        ([BEN_FOR_ANA, (2, "remove", "ana")], ("ben",)),  # who stands in stays
        ([BEN_FOR_ANA, (2, "remove", "ben")], ()),
        ([REMOVE_ANA, (2, "replace", "ana", "ben")], ("ben",)),
        ([(1, "shift", "", "chloe", "dev")], ("chloe", "dev")),
        ([ADD_BEN, (2, "shift", "", "chloe")], ("chloe",)),  # they alone
        ([(1, "shift", "", "chloe"), (2, "replace", "chloe", "ben")], ("ben",)),
        ([(1, "shift", "", "chloe"), (2, "shift", "", "dev")], ("dev",)),
    ],
)
def test_the_later_override_wins_on_the_same_person(made, people):
    assert on_call(roster(*(override(*one) for one in made)), "nights", NOON) == people


def test_the_order_in_which_they_are_loaded_does_not_count():
    first, second = override(*BEN_FOR_ANA), override(2, "replace", "ben", "chloe")
    assert on_call(roster(second, first), "nights", NOON) == ("chloe",)


def test_an_override_that_adds_somebody_when_nobody_is_on_works():
    mondays = Layer(
        rotation=Rotation.ALWAYS,
        turns=(("ana",),),
        only=(WeekSpan(weekday=0, begins=datetime.min.time(), days=1, ends=datetime.min.time()),),
    )
    desk = desk_with(Schedule(key="nights", zone="UTC", layers=(mondays,)))
    tuesday = NOON + 24 * HOUR
    assert on_call(Roster(desk), "nights", tuesday) == ()
    added = override(1, "add", "", "ben", start=tuesday, end=tuesday + HOUR)
    assert on_call(Roster(desk, (added,)), "nights", tuesday) == ("ben",)
    found = shift_at(Roster(desk, (added,)), "nights", tuesday)
    assert (found.start, found.end, found.overrides) == (tuesday, tuesday + HOUR, (1,))


def test_nobody_goes_for_somebody_who_has_left_the_staff():
    assert on_call(roster(override(1, "replace", "ana", "zoe")), "nights", NOON) == ("ana",)
    assert on_call(roster(people=("zoe", "ana")), "nights", NOON) == ("ana",)


def test_an_override_holds_for_its_span_and_for_its_schedule():
    found = roster(override(*BEN_FOR_ANA), override(2, "remove", "ben", end=NOON + 90 * HOUR))
    end = NOON + 8 * HOUR
    assert on_call(found, "nights", end - timedelta(microseconds=1)) == ()
    assert on_call(found, "nights", end) == ("ana",)
    other = Override(
        id=3, schedule="days", kind=OverrideKind.REMOVE, off="ana", start=NOON, end=end, by="", made_at=NOON
    )
    assert on_call(roster(other), "nights", NOON) == ("ana",)


def test_what_was_taken_back_still_counts_for_the_time_before():
    taken_back = override(*BEN_FOR_ANA, cancelled_at=NOON + HOUR, cancelled_by="ana")
    found = roster(taken_back)
    assert on_call(found, "nights", NOON + HOUR - timedelta(seconds=1)) == ("ben",)
    assert on_call(found, "nights", NOON + HOUR) == ("ana",)
    before_it_began = roster(override(*BEN_FOR_ANA, cancelled_at=NOON - HOUR))
    assert on_call(before_it_began, "nights", NOON) == ("ana",)


def test_what_is_decided_afterwards_does_not_change_who_was_on():
    late = roster(override(*BEN_FOR_ANA, made_at=NOON + HOUR))
    assert on_call(late, "nights", NOON) == ("ana",)
    assert on_call(late, "nights", NOON + HOUR) == ("ben",)


def test_a_swap_is_two_replacements_in_two_spans():
    later = NOON + 48 * HOUR
    one = override(*BEN_FOR_ANA, swap="1")
    other = override(2, "replace", "ben", "ana", start=later, end=later + HOUR, swap="1")
    assert on_call(roster(one, other), "nights", NOON) == ("ben",)
    assert on_call(roster(one, other, people=("ben",)), "nights", later) == ("ana",)


def test_shifts_are_cut_where_overrides_begin_and_end_and_gaps_are_found():
    found = roster(
        override(1, "replace", "ana", "ben", end=NOON + HOUR),
        override(2, "remove", "ana", start=NOON + HOUR, end=NOON + 2 * HOUR),
    )
    end = NOON + 4 * HOUR
    assert [(shift.people, shift.start, shift.overrides) for shift in shifts(found, "nights", NOON - HOUR, end)] == [
        (("ana",), NOON - HOUR, ()),
        (("ben",), NOON, (1,)),
        (("ana",), NOON + 2 * HOUR, ()),
    ]
    assert gaps(found, "nights", NOON - HOUR, end) == ((NOON + HOUR, NOON + 2 * HOUR),)
    assert [shift.people for shift in shifts(found, "nights", NOON - HOUR, end, layer=1)] == [("ana",)]


def test_the_reasons_name_layer_and_overrides():
    assert reasons(roster(override(*BEN_FOR_ANA)), "nights", NOON) == (
        "layer 1, always",
        "Ben stands in for Ana until Mon 2026-03-02 20:00 (override 1 by Lead: flu)",
    )
    assert reasons(roster(override(*REMOVE_ANA)), "nights", NOON)[-1] == (
        "Ana was taken off until Mon 2026-03-02 20:00 (override 1 by Lead: flu)"
    )
    assert reasons(roster(override(1, "shift", "", "ben", "dev")), "nights", NOON) == (
        "a temporary shift of Ben, Dev until Mon 2026-03-02 20:00 (override 1 by Lead: flu)",
    )
