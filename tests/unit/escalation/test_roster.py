"""Who is on call, through every change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskbot.desk import Desk, Handoff, Rotation, Schedule
from deskbot.escalation.roster import Shift, on_call, shift

PEOPLE = ("ana", "ben", "chloe")
WEEK = timedelta(weeks=1)


def weekly(
    zone: str = "America/Chicago",
    wall: str = "09:00",
    start: date = date(2026, 1, 5),
    people: tuple[str, ...] = PEOPLE,
) -> Schedule:
    return Schedule(
        key="primary",
        zone=zone,
        rotation=Rotation.WEEKLY,
        people=people,
        handoff=Handoff(start.weekday(), time.fromisoformat(wall)),
        start=start,
    )


def always(start: date | None = None) -> Schedule:
    return Schedule(key="leads", zone="America/Chicago", rotation=Rotation.ALWAYS, people=("ana", "ben"), start=start)


def at(text: str, zone: str = "America/Chicago") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def desk_with(*schedules: Schedule) -> Desk:
    return Desk(
        name="Desk",
        addresses=("support@desk.example",),
        zone="UTC",
        numbers={"default": "+1 555 555 0100"},
        staff={},
        schedules={schedule.key: schedule for schedule in schedules},
        policies={},
        severities={},
    )


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
        assert on_call(desk_with(weekly()), "primary", at(now)) == (person,)

    def test_before_the_start_there_is_nobody(self):
        assert shift(weekly(), at("2026-01-05T08:59")) == Shift((), None, at("2026-01-05T09:00"))
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
        assert shift(alone, at("2026-01-12T09:00")) == Shift(("ana",), at("2026-01-12T09:00"), at("2026-01-19T09:00"))

    def test_the_zone_in_which_now_is_given_does_not_count(self):
        now = at("2026-01-12T09:00")
        assert shift(weekly(), now.astimezone(ZoneInfo("Pacific/Auckland"))) == shift(weekly(), now)


class TestAlways:
    def test_everybody_is_on_call_without_begin_or_end(self):
        assert shift(always(), at("1999-01-01T00:00")) == Shift(("ana", "ben"))

    def test_nobody_is_before_the_start(self):
        schedule, start = always(date(2026, 6, 1)), at("2026-06-01T00:00")
        assert shift(schedule, start - timedelta(minutes=1)) == Shift((), None, start)
        assert shift(schedule, start) == Shift(("ana", "ben"), start)


def every(step: timedelta, start: date, days: int) -> list[datetime]:
    """Return moments from two days before `start` on."""
    begin = datetime.combine(start, time(0), tzinfo=UTC) - timedelta(days=2)
    return [begin + step * place for place in range(timedelta(days=days) // step)]


def oracle(schedule: Schedule, ticks: list[datetime]) -> list[tuple[str, ...]]:
    """Watch the wall clock tick by tick, and count the handoffs whose wall time it has shown or passed."""
    assert schedule.handoff
    assert schedule.start
    due = datetime.combine(schedule.start, schedule.handoff.time)
    people: list[tuple[str, ...]] = []
    turns = 0
    for tick in ticks:
        wall = tick.astimezone(schedule.tz).replace(tzinfo=None)
        while wall >= due:
            turns, due = turns + 1, due + WEEK
        people.append((schedule.people[(turns - 1) % len(schedule.people)],) if turns else ())
    return people


@pytest.mark.parametrize(
    ("zone", "wall", "start"),
    [
        ("America/Chicago", "09:00", date(2025, 12, 29)),
        ("America/Chicago", "01:30", date(2026, 1, 4)),  # comes twice on 1 November
        ("America/Chicago", "00:00", date(2026, 1, 4)),
        ("America/Chicago", "23:45", date(2026, 1, 3)),
        ("Europe/Berlin", "09:00", date(2026, 1, 5)),
        ("Europe/Berlin", "02:45", date(2026, 4, 5)),  # comes twice on 25 October
        ("Europe/Berlin", "03:00", date(2026, 1, 4)),
        ("Australia/Lord_Howe", "08:30", date(2026, 1, 5)),
        ("Australia/Lord_Howe", "01:45", date(2026, 1, 4)),  # comes twice on 5 April, half an hour apart
        ("Australia/Lord_Howe", "02:30", date(2026, 1, 4)),  # the first time after the gap of 4 October
        ("Pacific/Auckland", "08:00", date(2026, 1, 7)),
        ("Asia/Kathmandu", "08:00", date(2026, 1, 7)),
    ],
)
def test_agrees_with_a_watch_on_the_wall_clock(zone, wall, start):
    schedule = weekly(zone, wall, start)
    ticks = every(timedelta(minutes=15), start, days=350)
    assert [shift(schedule, tick).people for tick in ticks] == oracle(schedule, ticks)


def test_a_clock_set_back_over_midnight_does_not_hand_back():
    """In St. John's of 2006 it was 00:01 on Sunday, and then 23:01 on Saturday again."""
    schedule = weekly("America/St_Johns", "00:00", date(2006, 10, 15))
    ticks = every(timedelta(minutes=1), date(2006, 10, 15), days=20)
    assert [shift(schedule, tick).people for tick in ticks] == oracle(schedule, ticks)


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
