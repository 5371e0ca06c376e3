"""Business time agrees, minute by minute, with somebody who watches the wall clock; and ends when an office closes."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate

import holidays
import pytest

from deskbot.desk.promises import BusinessHours
from deskbot.desk.roster import Holidays, WeekSpan
from deskbot.escalation.business_time import FARTHEST, after, between, counts
from tests.unit.escalation.roster.desks import at
from tests.unit.escalation.roster.watch import BEGIN, DAY, END, MINUTE, watch_on

ZONES = {
    "America/Chicago": ("US", "TX", (date(2028, 3, 12), date(2028, 11, 5))),
    "Europe/Madrid": ("ES", "MD", (date(2028, 3, 26), date(2028, 10, 29))),
    "Australia/Lord_Howe": ("AU", "NSW", (date(2028, 4, 2), date(2028, 10, 1))),
    "America/Havana": ("CU", "", (date(2028, 3, 12), date(2028, 11, 5))),
}
"""Country, region, and the days on which the clocks are moved; in Havana at midnight."""
CLOCKS = ("00:00", "00:30", "01:00", "01:45", "02:15", "02:30", "03:00", "07:00", "09:00", "17:00", "19:00", "23:45")
OFFICE = tuple(WeekSpan(weekday=day, begins=time(9), days=0, ends=time(17)) for day in range(5))
LONG_DAYS = tuple(WeekSpan(weekday=day, begins=time(7), days=0, ends=time(19)) for day in range(5))


def hours(weekly: tuple[WeekSpan, ...] = OFFICE, **more) -> BusinessHours:
    return BusinessHours(key="office", weekly=weekly, **{"zone": "America/Chicago", **more})


class Counted:
    """How many minutes have counted by each minute, for somebody who watches the clock."""

    def __init__(self, of: BusinessHours) -> None:
        watch = watch_on(of.zone)
        flags = bytearray(len(watch.walls))
        day = BEGIN.date() - 9 * DAY
        while day <= END.date():
            for span in of.weekly:
                if span.weekday == day.weekday():
                    first = watch.begins(datetime.combine(day, span.begins))
                    last = watch.ends(datetime.combine(day + span.days * DAY, span.ends))
                    flags[first:last] = b"\1" * max(0, min(last, len(flags)) - first)
            day += DAY
        shut = set(of.closed)
        if of.holidays:
            country, region = of.holidays.country, of.holidays.region or None
            shut |= set(holidays.country_holidays(country, subdiv=region, years=(2027, 2028, 2029)))
        for one in shut:
            first, last = (watch.begins(datetime.combine(edge, time(0))) for edge in (one, one + DAY))
            flags[first:last] = bytes(max(0, min(last, len(flags)) - first))
        self.flags, self.sums = flags, list(accumulate(flags, initial=0))

    def between(self, start: int, end: int) -> int:
        return self.sums[max(start, end)] - self.sums[start]

    def after(self, start: int, minutes: int) -> int:
        place = start
        while minutes:
            minutes -= self.flags[place]
            place += 1
        return place


def some_hours(dice: random.Random, zone: str) -> BusinessHours:
    country, region, worth = ZONES[zone]
    spans = []
    for _ in range(dice.choice((1, 1, 2, 3))):
        begins, ends = (time.fromisoformat(dice.choice(CLOCKS)) for _ in range(2))
        over = dice.choice((0, 0, 1, 2))
        over = max(over, int(ends <= begins))
        spans += [
            WeekSpan(weekday=day, begins=begins, days=over, ends=ends)
            for day in dice.sample(range(7), dice.randint(1, 5))
        ]
    return BusinessHours(
        key="some",
        zone=zone,
        weekly=tuple(spans),
        holidays=Holidays(country, region) if dice.random() < 0.5 else None,
        closed=frozenset(dice.choice(worth) + dice.randint(-2, 2) * DAY for _ in range(dice.choice((0, 0, 1, 3)))),
    )


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("zone", ZONES)
def test_business_time_agrees_with_a_watched_clock(zone: str, seed: int) -> None:
    dice = random.Random(f"{zone} {seed}")  # noqa: S311
    of = some_hours(dice, zone)
    counted = Counted(of)
    for _ in range(8):
        worth = dice.choice(ZONES[zone][2])
        around = datetime.combine(worth, time(0), tzinfo=UTC) + dice.randint(-6 * 1440, 4 * 1440) * MINUTE
        start = (around - BEGIN) // MINUTE
        end = start + dice.choice((0, 1, 60, 1440, 20_000)) + dice.randint(0, 600)
        span = min(dice.choice((1, 30, 60, 240, 480, 1440)), counted.sums[-1] - counted.sums[start])
        due = counted.after(start, span)

        assert between(of, around, BEGIN + end * MINUTE) == counted.between(start, end) * MINUTE
        assert after(of, around, span * MINUTE) == BEGIN + due * MINUTE
        assert between(of, around, BEGIN + due * MINUTE) == span * MINUTE
        assert counts(of, around) == bool(counted.flags[start])


@pytest.mark.parametrize(
    ("start", "span", "due"),
    [
        ("2026-03-02T12:00", "4:00", "2026-03-02T16:00"),
        ("2026-03-02T16:00", "4:00", "2026-03-03T12:00"),
        ("2026-03-02T13:00", "4:00", "2026-03-02T17:00"),  # it ends when the office closes, not when it opens again
        ("2026-03-06T18:00", "1:00", "2026-03-09T10:00"),  # over a weekend on which the clocks are moved
        ("2026-07-02T16:00", "2:00", "2026-07-06T10:00"),  # the Fourth of July is a Saturday: kept on Friday the 3rd
        ("2026-03-02T05:00", "8:00", "2026-03-02T17:00"),
    ],
)
def test_nine_to_five(start: str, span: str, due: str) -> None:
    whole, minutes = map(int, span.split(":"))
    of = hours(holidays=Holidays("US"))

    assert after(of, at(start), timedelta(hours=whole, minutes=minutes)) == at(due)


def test_seven_to_seven_and_a_day_that_the_office_is_closed_of_itself() -> None:
    of = hours(LONG_DAYS, closed=frozenset({date(2026, 3, 3)}))

    assert after(of, at("2026-03-02T18:00"), timedelta(hours=2)) == at("2026-03-04T08:00")
    assert between(of, at("2026-03-02T18:00"), at("2026-03-04T08:00")) == timedelta(hours=2)


def test_a_night_over_midnight_is_an_hour_shorter_when_the_clocks_go_forward() -> None:
    night = (WeekSpan(weekday=5, begins=time(22), days=1, ends=time(6)),)

    assert between(hours(night), at("2026-03-07T12:00"), at("2026-03-09T12:00")) == timedelta(hours=7)
    assert between(hours(night), at("2026-10-31T12:00"), at("2026-11-02T12:00")) == timedelta(hours=9)


def test_without_business_hours_every_hour_counts() -> None:
    start = at("2026-03-07T23:00")

    assert after(None, start, timedelta(hours=30)) == start + timedelta(hours=30)
    assert between(None, start, start + timedelta(hours=30)) == timedelta(hours=30)
    assert between(None, start, start - timedelta(hours=1)) == timedelta()


def test_no_time_at_all_ends_at_once_whatever_the_hour() -> None:
    assert after(hours(), at("2026-03-07T23:00"), timedelta()) == at("2026-03-07T23:00")


def test_what_would_take_longer_than_anybody_waits_ends_when_that_is_over() -> None:
    minute = (WeekSpan(weekday=0, begins=time(9), days=0, ends=time(9, 1)),)

    assert after(hours(minute), at("2026-03-02T12:00"), timedelta(hours=90)) == at("2026-03-02T12:00") + FARTHEST
