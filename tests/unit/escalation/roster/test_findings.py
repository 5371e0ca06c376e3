"""What is wrong with the days ahead: gaps, levels with nobody, people whom their level cannot reach, calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from deskbot.desk import Level, Policy
from deskbot.desk.roster import Layer, Rotation, Schedule, WeekSpan
from deskbot.escalation.roster.findings import Found, findings
from deskbot.escalation.roster.timeline import Roster
from deskbot.model.page import Medium
from tests.unit.escalation.roster.desks import at, desk_with

START = at("2026-03-02T00:00")
DAYS = timedelta(days=14)
EVERYBODY = Layer(rotation=Rotation.ALWAYS, turns=(("ana",), ("ben",)))
SUNDAYS_OFF = tuple(WeekSpan(weekday=day, begins=time(0), days=1, ends=time(0)) for day in range(6))


def roster(layer: Layer, *, gaps_expected: bool = False) -> Roster:
    desk = desk_with(Schedule(key="nights", zone="America/Chicago", layers=(layer,), gaps_expected=gaps_expected))
    staff = {key: replace(person, sms="" if key == "ben" else "+15125550110") for key, person in desk.staff.items()}
    level = Level(delay=timedelta(minutes=5), media=(Medium.SMS,), schedule="nights")
    return Roster(replace(desk, staff=staff, policies={"urgent": Policy(key="urgent", levels=(level,))}))


@pytest.mark.parametrize("expected", [False, True])
def test_a_gap_is_found_unless_it_is_expected(expected):
    found = findings(
        roster(replace(EVERYBODY, turns=(("ana",),), only=SUNDAYS_OFF), gaps_expected=expected), START, START + DAYS
    )
    sundays = [("2026-03-08T00:00", "2026-03-09T00:00"), ("2026-03-15T00:00", "2026-03-16T00:00")]
    assert [(one.kind, one.start, one.end) for one in found] == (
        [] if expected else [(Found.GAP, at(start), at(end)) for start, end in sundays]
    )


def test_somebody_whom_no_medium_of_the_level_reaches_is_named():
    (found,) = findings(roster(EVERYBODY), START, START + DAYS)
    assert (found.kind, found.says) == (
        Found.UNREACHABLE,
        'policy "urgent" level 1 pages Ben by sms, for which they have no number',
    )


def test_a_level_with_nobody_for_all_of_the_time_is_named():
    over = replace(EVERYBODY, end=date(2026, 3, 1))
    kinds = [one.kind for one in findings(roster(over), START, START + DAYS)]
    assert kinds == [Found.GAP, Found.NOBODY]


def test_what_is_wrong_with_calendars_is_told_too():
    plain = roster(replace(EVERYBODY, turns=(("ana",),)))
    (found,) = findings(replace(plain, problems=("calendar x.ics: has not been read yet",)), START, START + DAYS)
    assert (found.kind, found.says) == (Found.CALENDAR, "calendar x.ics: has not been read yet")
