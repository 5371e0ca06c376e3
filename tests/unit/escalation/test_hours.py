"""Support hours keep to the wall clock of their zone, through every change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskbot.desk import SupportHours
from deskbot.escalation.hours import moment, next_support_opening

WORKDAYS = frozenset(range(5))
QUARTER = timedelta(minutes=15)


def hours(opens: str = "07:00", closes: str = "19:00", zone: str = "America/Chicago", days=WORKDAYS) -> SupportHours:
    return SupportHours(zone=zone, days=days, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))


def at(text: str, zone: str = "America/Chicago") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


class TestMoment:
    @pytest.mark.parametrize(
        ("zone", "day", "wall", "first", "last"),
        [
            ("America/Chicago", date(2026, 7, 1), "09:00", "2026-07-01T14:00", "2026-07-01T14:00"),
            ("America/Chicago", date(2026, 3, 8), "02:30", "2026-03-08T08:30", "2026-03-08T08:30"),
            ("America/Chicago", date(2026, 11, 1), "01:30", "2026-11-01T06:30", "2026-11-01T07:30"),
            ("Australia/Lord_Howe", date(2026, 4, 5), "01:45", "2026-04-04T14:45", "2026-04-04T15:15"),
            ("Australia/Lord_Howe", date(2026, 10, 4), "02:15", "2026-10-03T15:45", "2026-10-03T15:45"),
        ],
    )
    def test_times_that_come_once_twice_or_never(self, zone, day, wall, first, last):
        found = [moment(day, time.fromisoformat(wall), ZoneInfo(zone), last=flag) for flag in (False, True)]
        assert found == [datetime.fromisoformat(f"{one}+00:00") for one in (first, last)]


class TestNextOpening:
    @pytest.mark.parametrize(
        ("now", "opens"),
        [
            ("2026-02-03T07:00", "2026-02-03T07:00"),
            ("2026-02-03T18:59", "2026-02-03T18:59"),
            ("2026-02-03T06:59", "2026-02-03T07:00"),
            ("2026-02-03T19:00", "2026-02-04T07:00"),
            ("2026-02-06T19:00", "2026-02-09T07:00"),
            ("2026-03-06T19:00", "2026-03-09T07:00"),  # over the night of 8 March, clocks forward
            ("2026-10-30T20:00", "2026-11-02T07:00"),  # over the night of 1 November, clocks back
        ],
    )
    def test_is_now_or_the_next_begin(self, now, opens):
        assert next_support_opening(hours(), at(now)) == at(opens)

    def test_without_hours_support_is_always_open(self):
        now = at("2026-02-07T03:00")
        assert next_support_opening(None, now) == now

    def test_midnight_ends_the_day(self):
        late = hours("12:00", "00:00")
        assert next_support_opening(late, at("2026-02-03T23:59")) == at("2026-02-03T23:59")
        assert next_support_opening(late, at("2026-02-04T00:00")) == at("2026-02-04T12:00")

    def test_whole_days_follow_each_other_without_a_gap(self):
        whole = hours("00:00", "00:00")
        assert next_support_opening(whole, at("2026-02-04T00:00")) == at("2026-02-04T00:00")
        assert next_support_opening(whole, at("2026-02-07T00:00")) == at("2026-02-09T00:00")

    def test_one_day_a_week_is_found_from_its_own_evening(self):
        sunday = hours(days=frozenset({6}))
        assert next_support_opening(sunday, at("2026-02-08T19:00")) == at("2026-02-15T07:00")

    def test_any_zone_of_now_gives_the_same_moment_in_utc(self):
        now = at("2026-02-03T20:00")
        found = next_support_opening(hours(), now.astimezone(ZoneInfo("Asia/Tokyo")))
        assert found == at("2026-02-04T07:00")
        assert found.tzinfo is UTC


@pytest.mark.parametrize("zone", ["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe"])
@pytest.mark.parametrize("month", [3, 4, 9, 10, 11])
def test_agrees_with_a_look_at_the_wall_clock_every_quarter_of_an_hour(zone, month):
    """Outside of the night's change, being open is no more than what the wall clock shows."""
    policy = hours("08:15", "17:45", zone, days=frozenset({0, 2, 5, 6}))
    tz = ZoneInfo(zone)
    ticks = [datetime(2026, month, 1, tzinfo=UTC) + QUARTER * step for step in range(33 * 96)]
    shown = [
        wall.weekday() in policy.days and policy.opens <= wall.time() < policy.closes
        for wall in (tick.astimezone(tz) for tick in ticks)
    ]
    expected = None
    for tick, is_open in reversed(list(zip(ticks, shown, strict=True))):
        expected = tick if is_open else expected
        if expected is not None:
            assert next_support_opening(policy, tick) == expected
