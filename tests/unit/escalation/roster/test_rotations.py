"""Who is on call, through every change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskbot.desk.roster import Handoff, Layer, Rotation, Schedule
from deskbot.escalation.roster.oncall import on_call, shift_at
from deskbot.escalation.roster.timeline import Roster, Shift
from tests.unit.escalation.roster.desks import at, desk_with

PEOPLE = ("ana", "ben", "chloe")
WEEK = timedelta(weeks=1)


def weekly(
    zone: str = "America/Chicago",
    wall: str = "09:00",
    start: date = date(2026, 1, 5),
    people: tuple[str, ...] = PEOPLE,
) -> Schedule:
    layer = Layer(
        rotation=Rotation.WEEKLY,
        turns=tuple((key,) for key in people),
        handoff=Handoff(weekday=start.weekday(), time=time.fromisoformat(wall)),
        start=start,
    )
    return Schedule(key="primary", zone=zone, layers=(layer,))


def always(start: date | None = None) -> Schedule:
    layer = Layer(rotation=Rotation.ALWAYS, turns=(("ana",), ("ben",)), start=start)
    return Schedule(key="leads", zone="America/Chicago", layers=(layer,))


def shift(schedule: Schedule, now: datetime) -> Shift:
    return shift_at(Roster(desk_with(schedule)), schedule.key, now)


def ends(found: Shift) -> tuple[tuple[str, ...], datetime | None, datetime | None]:
    return found.people, found.start, found.end


class TestWeekly:
    @pytest.mark.parametrize(
        ("now", "person"),
        [
            ("2026-01-05T09:00", "ana"),
            ("2026-01-12T08:59", "ana"),
            ("2026-01-12T09:00", "ben"),
            ("2026-01-19T09:00", "chloe"),
            ("2026-01-26T09:00", "ana"),
            ("2027-01-04T09:00", "ben"),  # 52 weeks on
        ],
    )
    def test_the_next_person_begins_with_the_handoff(self, now, person):
        assert on_call(Roster(desk_with(weekly())), "primary", at(now)) == (person,)

    def test_before_the_start_there_is_nobody(self):
        assert ends(shift(weekly(), at("2026-01-05T08:59"))) == ((), None, at("2026-01-05T09:00"))
        assert shift(weekly(), at("2020-01-05T08:59")).people == ()

    @pytest.mark.parametrize(
        ("inside", "start", "hours"),
        [
            ("2026-02-03T00:00", "2026-02-02T09:00", 168),
            ("2026-03-08T12:00", "2026-03-02T09:00", 167),
            ("2026-11-01T12:00", "2026-10-26T09:00", 169),
        ],
    )
    def test_a_week_ends_at_the_same_wall_time_however_long_it_is(self, inside, start, hours):
        found = shift(weekly(), at(inside))
        assert found.start == at(start)
        assert found.end == at(start) + timedelta(hours=hours)

    def test_a_handoff_that_comes_twice_happens_once_at_its_first_coming(self):
        schedule = weekly(wall="01:30", start=date(2026, 1, 4))
        first = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
        before, after, again = (shift(schedule, first + timedelta(minutes=gap)).people for gap in (-1, 0, 60))
        assert before != after
        assert after == again

    def test_a_handoff_that_never_comes_happens_as_much_later_as_the_clocks_moved(self):
        schedule = weekly(wall="02:30", start=date(2026, 1, 4))
        assert shift(schedule, at("2026-03-08T12:00")).start == at("2026-03-08T03:30")

    def test_one_person_is_always_on_call_but_shifts_still_change(self):
        alone = weekly(people=("ana",))
        found = shift(alone, at("2026-01-12T09:00"))
        assert ends(found) == (("ana",), at("2026-01-12T09:00"), at("2026-01-19T09:00"))

    def test_the_zone_in_which_now_is_given_does_not_count(self):
        now = at("2026-01-12T09:00")
        assert shift(weekly(), now.astimezone(ZoneInfo("Pacific/Auckland"))) == shift(weekly(), now)


class TestAlways:
    def test_everybody_is_on_call_without_begin_or_end(self):
        assert ends(shift(always(), at("1999-01-01T00:00"))) == (("ana", "ben"), None, None)

    def test_nobody_is_before_the_start(self):
        schedule, start = always(date(2026, 6, 1)), at("2026-06-01T00:00")
        assert ends(shift(schedule, start - timedelta(minutes=1))) == ((), None, start)
        assert ends(shift(schedule, start)) == (("ana", "ben"), start, None)


def test_a_clock_set_back_over_midnight_does_not_hand_back():
    """In St. John's of 2006 it was 00:01 on Sunday, and then 23:01 on Saturday again."""
    schedule = weekly("America/St_Johns", "00:00", date(2006, 10, 15))
    midnight = datetime(2006, 10, 29, 2, 30, tzinfo=UTC)
    assert midnight.astimezone(schedule.tz).time() == time(0)
    minutes = [midnight + timedelta(minutes=count) for count in range(-90, 150)]
    people = [on_call(Roster(desk_with(schedule)), "primary", moment) for moment in minutes]
    assert people == [("ben",)] * 90 + [("chloe",)] * 150


@pytest.mark.parametrize("zone", ["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe"])
def test_shifts_join_without_gap_or_overlap(zone):
    schedule = weekly(zone, "02:15", date(2026, 1, 4))
    now = shift(schedule, datetime(2026, 1, 20, tzinfo=UTC))
    for _ in range(60):
        assert now.start
        assert now.end
        following = shift(schedule, now.end)
        assert following.start == now.end
        assert shift(schedule, now.end - timedelta(microseconds=1)) == now
        assert following.people != now.people
        now = following
