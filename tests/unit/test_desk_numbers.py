"""Which number is told: by region, and by the wall clock of the number's own zone."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from deskbot.desk.numbers import DeskNumber, NumberHours, number_at

WEEKDAYS = frozenset(range(5))
DAY = NumberHours(zone="Europe/London", days=WEEKDAYS, begins=time(8), ends=time(18))
NIGHT = NumberHours(zone="Europe/London", days=WEEKDAYS, begins=time(22), ends=time(6))
NUMBERS = {
    "default": (DeskNumber(number="everybody"),),
    "emea": (DeskNumber(number="day", hours=DAY), DeskNumber(number="night", hours=NIGHT)),
    "apac": (DeskNumber(number="apac"),),
}


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-03-03T08:00", "day"),
        ("2026-03-03T17:59", "day"),
        ("2026-03-03T18:00", "everybody"),
        ("2026-03-03T22:00", "night"),
        ("2026-03-04T05:59", "night"),
        ("2026-03-07T05:59", "night"),  # Friday's night ends on Saturday
        ("2026-03-07T09:00", "everybody"),
        ("2026-03-08T23:00", "everybody"),  # Sunday
        ("2026-03-09T05:00", "everybody"),  # Sunday's night is none
        ("2026-07-07T07:30", "day"),  # summer: 08:30 in London
        ("2026-07-07T17:30", "everybody"),
    ],
)
def test_the_first_number_whose_hours_cover_the_moment_is_told(moment: str, told: str) -> None:
    assert number_at(NUMBERS, "EMEA", datetime.fromisoformat(moment).replace(tzinfo=UTC)) == told


def test_a_region_that_is_not_listed_has_the_default_number() -> None:
    now = datetime(2026, 3, 3, 12, tzinfo=UTC)

    assert [number_at(NUMBERS, region, now) for region in ("", "latam", " Apac ")] == ["everybody", "everybody", "apac"]


def test_hours_until_midnight_end_with_the_day() -> None:
    until_midnight = NumberHours(zone="UTC", days=frozenset({0}), begins=time(8), ends=time(0))

    assert until_midnight.cover(datetime(2026, 3, 2, 23, 59, tzinfo=UTC))
    assert not until_midnight.cover(datetime(2026, 3, 3, 0, 0, tzinfo=UTC))
