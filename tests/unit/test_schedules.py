"""Schedules of desk.yaml: layers, rotations, restrictions, holidays; and what is wrong with them."""

from __future__ import annotations

from datetime import date, time

import pytest

from deskbot.desk.reading import read_desk
from deskbot.desk.roster import Handoff, Holidays, Layer, OnHolidays, Rotation, Schedule, WeekSpan
from tests.unit.test_desk import PLAIN, problems

SHORT = PLAIN[PLAIN.index("    zone: Europe/Berlin") : PLAIN.index("policies:")]


def desk_text(schedule: str) -> str:
    assert PLAIN.count(SHORT) == 1
    return PLAIN.replace(SHORT, schedule).replace("nights, media: [sms]", "nights, media: [sms, voice]")


def read(schedule: str) -> Schedule:
    return read_desk(desk_text(schedule)).schedules["nights"]


def layer(text: str, more: str = "") -> Layer:
    return read(f"    {{zone: Europe/Berlin, {more}layers: [{{{text}}}]}}\n").layers[0]


def test_a_schedule_without_layers_is_its_own_only_layer():
    short = read(SHORT)
    assert short.layers == (
        Layer(
            rotation=Rotation.WEEKLY,
            turns=(("ana",),),
            handoff=Handoff(weekday=0, time=time(9)),
            start=date(2026, 1, 5),
        ),
    )
    text = 'rotation: weekly, handoff: {day: monday, time: "09:00"}, start: 2026-01-05, people: [ana]'
    assert layer(text) == short.layers[0]


def test_an_entry_of_people_may_be_a_list_that_is_on_together():
    found = read("    {zone: UTC, rotation: always, people: [ana, [ben, ana]]}\n")
    assert found.layers[0].turns == (("ana",), ("ben", "ana"))
    assert found.people == ("ana", "ben")


@pytest.mark.parametrize(("day", "means"), [("1", 1), ("31", 31), ("last", 31)])
def test_a_monthly_handoff_names_a_day_or_the_last(day, means):
    start = "2026-01-31" if means == 31 else "2026-01-01"
    found = layer(f'rotation: monthly, every: 3, handoff: {{day: {day}, time: "09:00"}}, start: {start}, people: [ana]')
    assert (found.handoff, found.every) == (Handoff(time=time(9), day=means), 3)


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("{days: [saturday]}", [WeekSpan(weekday=5, begins=time(0), days=1, ends=time(0))]),
        (
            '{days: [monday..tuesday], from: "22:00", to: "06:00"}',
            [WeekSpan(weekday=day, begins=time(22), days=1, ends=time(6)) for day in (0, 1)],
        ),
        (
            '{days: [sunday], from: "09:00", to: "24:00"}',
            [WeekSpan(weekday=6, begins=time(9), days=1, ends=time(0))],
        ),
        (
            '{from: "09:00", to: "17:00"}',
            [WeekSpan(weekday=day, begins=time(9), days=0, ends=time(17)) for day in range(7)],
        ),
        (
            '{from: "friday 17:00", to: "monday 08:00"}',
            [WeekSpan(weekday=4, begins=time(17), days=3, ends=time(8))],
        ),
        (
            '{from: "monday 17:00", to: "monday 24:00"}',
            [WeekSpan(weekday=0, begins=time(17), days=1, ends=time(0))],
        ),
        (
            '{from: "monday 17:00", to: "monday 08:00"}',
            [WeekSpan(weekday=0, begins=time(17), days=7, ends=time(8))],
        ),
    ],
)
def test_restrictions(written, spans):
    assert layer(f"rotation: always, people: [ana], only: [{written}]").only == tuple(spans)


def test_holidays_stand_on_the_schedule_and_what_they_mean_on_the_layer():
    text = "rotation: always, people: [ana], on_holidays: never"
    assert layer(text, "holidays: {country: us, region: tx}, ").on_holidays is OnHolidays.NEVER
    found = read(f"    {{zone: UTC, holidays: {{country: es, region: md}}, {text}}}\n")
    assert found.holidays == Holidays("ES", "MD")


def test_a_layer_may_come_from_a_calendar():
    assert layer("ical: shifts.ics") == Layer(calendar="shifts.ics")


HANDOFF = 'handoff: {time: "09:00"}'
MISTAKES = [
    ("layers: []", 'schedule "nights" has no layers'),
    ("layers: [{rotation: always, people: [ana]}], people: [ana]", 'has layers, and "people" beside them'),
    ("layers: [{rotation: always, people: [ana]}, {people: [ana]}]", 'schedule "nights" layer 2 lacks "rotation"'),
    ("rotation: always, people: [ana, []]", "people has an empty list"),
    ("rotation: always, people: [[anna]]", 'names the responder "anna"; did you mean "ana"?'),
    ("rotation: always, every: 2, people: [ana]", 'has "every", but its rotation is always'),
    ("rotation: daily, start: 2026-01-05, people: [ana]", 'lacks "handoff"; add it, like: handoff: {time: "09:00"}'),
    (
        'rotation: daily, handoff: {day: monday, time: "09:00"}, start: 2026-01-05, people: [ana]',
        "handoff has a day, but the rotation is daily; remove it",
    ),
    (f"rotation: hourly, {HANDOFF}, people: [ana]", 'lacks "start"'),
    (f"rotation: hourly, {HANDOFF}, every: 0, start: 2026-01-05, people: [ana]", '"0" is no whole number from 1'),
    (
        'rotation: monthly, handoff: {day: 32, time: "09:00"}, start: 2026-01-05, people: [ana]',
        '"32" is no day of a month; write 1 to 31, or: last',
    ),
    (
        'rotation: monthly, handoff: {day: 31, time: "09:00"}, start: 2026-02-05, people: [ana]',
        "start 2026-02-05 is no day of the handoff; take 2026-02-28",
    ),
    (
        f"rotation: daily, {HANDOFF}, start: 2026-01-05, end: 2026-01-05, people: [ana]",
        "end 2026-01-05 is not after start 2026-01-05",
    ),
    ("rotation: always, people: [ana], on_holidays: never", "asks for holidays; say whose on the schedule"),
    ("rotation: always, people: [ana], holidays: {country: XX}", '"XX" is no country whose holidays are known'),
    ("rotation: always, people: [ana], holidays: {country: US, region: TXX}", "is no part of US with holidays"),
    ("rotation: always, people: [ana], holidays: {region: TX}", 'holidays lacks "country"'),
    ("rotation: always, people: [ana], gaps: fine", '"fine" is not known; known are: "tell", "expected"'),
    ("rotation: always, people: [ana], only: [{}]", 'schedule "nights" only 1 restricts nothing'),
    ('rotation: always, people: [ana], only: [{from: "09:00"}]', 'only 1 lacks "to"'),
    ("rotation: always, people: [ana], only: [{days: []}]", 'only 1 lacks "days"'),
    ('rotation: always, people: [ana], only: [{from: "monday 09:00", to: "17:00"}]', "both name a day, or neither"),
    ('rotation: always, people: [ana], only: [{from: "mon 09:00", to: "17:00"}]', '"mon" is no day of the week'),
    (
        'rotation: always, people: [ana], only: [{days: [monday], from: "monday 09:00", to: "monday 17:00"}]',
        'has days, and days in "from" and "to" as well',
    ),
    (
        'rotation: always, people: [ana], only: [{from: "monday 09:00", to: "monday 09:00"}]',
        "is all of the week, which restricts nothing",
    ),
    ("ical: shifts.ics, people: [ana]", 'takes its shifts from a calendar; remove "people", or "ical"'),
    ('ical: "http://calendar.example/x.ics"', "is no https:// address and no file"),
]


@pytest.mark.parametrize(("written", "says"), MISTAKES)
def test_what_is_wrong_is_named_with_its_line(written, says):
    (only,) = problems(desk_text(f"    {{zone: UTC, {written}}}\n"))
    assert only.startswith(("desk.yaml:11: ", "desk.yaml:12: "))
    assert says in only
