"""When something is wanted is read as an agent writes it, on the desk's wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskbot.errors import DeskbotError
from deskbot.tickets.named_times import read_when, split_due

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 26, 14, 0, tzinfo=CHICAGO)  # a Thursday


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("16:30", "2026-11-26T16:30"),
        ("9:00", "2026-11-27T09:00"),
        ("tomorrow 9:00", "2026-11-27T09:00"),
        ("Friday", "2026-11-27T17:00"),
        ("thursday at 10:15", "2026-12-03T10:15"),
        ("2026-12-01 08:00", "2026-12-01T08:00"),
        ("in 2h", "2026-11-26T16:00"),
        ("30 min", "2026-11-26T14:30"),
        ("today 09:00", None),
        ("2026-13-01", None),
        ("25:00", None),
        ("soon", None),
    ],
)
def test_a_moment_is_read_on_the_desks_wall_clock(words: str, moment: str | None) -> None:
    found = read_when(words, NOW)

    assert (f"{found:%Y-%m-%dT%H:%M}" if found else None) == moment


@pytest.mark.parametrize(
    ("words", "later"), [("in 2h", timedelta(hours=2)), ("90 min", timedelta(minutes=90)), ("1d", timedelta(hours=25))]
)
def test_hours_are_hours_though_the_clocks_are_set_back_meanwhile_and_a_day_ends_at_the_same_hour(
    words: str, later: timedelta
) -> None:
    before_the_change = datetime(2026, 11, 1, 0, 30, tzinfo=CHICAGO)

    found = read_when(words, before_the_change)

    assert found is not None
    assert found.astimezone(UTC) - before_the_change.astimezone(UTC) == later


def test_a_task_may_say_first_when_it_is_wanted() -> None:
    what, wanted_by = split_due("by tomorrow 9:00: swap the card: slot 2", NOW)

    assert (what, f"{wanted_by:%d %H:%M}") == ("swap the card: slot 2", "27 09:00")
    assert split_due("check this: the LED", NOW) == ("check this: the LED", None)


def test_a_time_that_has_passed_is_refused() -> None:
    for when in ("by 2020-01-01 10:00", "by 2020-01-01", "by 2026-02-30 10:00"):
        with pytest.raises(DeskbotError, match="no time to come"):
            split_due(f"{when}: swap the card", NOW)

    assert split_due("by the door: check the LED", NOW) == ("by the door: check the LED", None)
