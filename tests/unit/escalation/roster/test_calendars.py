"""Calendars in and out: events name people, and feeds say the same of the same shifts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from deskbot.desk.roster import Layer, Schedule
from deskbot.escalation.roster.ical_in import CalendarReading, read_calendar
from deskbot.escalation.roster.ical_out import entries, feed
from deskbot.escalation.roster.oncall import on_call
from deskbot.escalation.roster.reasons import reasons
from deskbot.escalation.roster.spans import Span
from deskbot.escalation.roster.timeline import Roster, shifts
from tests.unit.escalation.roster.desks import at, desk_with

DESK = desk_with(Schedule(key="nights", zone="America/Chicago", layers=(Layer(calendar="shifts.ics"),)))
MARCH = date(2026, 3, 1), date(2026, 4, 1)
AT = "DTSTART;TZID=America/Chicago:2026{}\nDTEND;TZID=America/Chicago:2026{}\n"
NIGHT = AT.format("0302T220000", "0303T060000")


def ics(*events: str) -> str:
    body = "".join(f"BEGIN:VEVENT\nUID:{place}\n{event}END:VEVENT\n" for place, event in enumerate(events))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//\n{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n")


def read(*events: str) -> CalendarReading:
    return read_calendar(ics(*events), tuple(DESK.staff.values()), "America/Chicago", *MARCH)


def booked(*events: str) -> list[tuple[tuple[str, ...], Span]]:
    found = read(*events)
    assert found.problems == ()
    return [(one.people, one.span) for one in found.shifts]


def test_an_event_names_people_by_key_name_or_mail_address():
    night = Span(at("2026-03-02T22:00"), at("2026-03-03T06:00"))
    assert booked(f"{NIGHT}SUMMARY:ana\n") == [(("ana",), night)]
    assert booked(f"{NIGHT}SUMMARY:On call: Ben\n") == [(("ben",), night)]
    assert booked(f"{NIGHT}SUMMARY:Ana\\, Ben and Chloe\n") == [(("ana", "ben", "chloe"), night)]
    assert booked(f"{NIGHT}SUMMARY:Night\nATTENDEE:mailto:Dev@desk.example\n") == [(("dev",), night)]
    two = "ATTENDEE:mailto:dev@desk.example\nATTENDEE:mailto:fay@desk.example\n"
    assert booked(f"{NIGHT}SUMMARY:Night\n{two}") == [(("dev", "fay"), night)]


def test_an_event_that_names_nobody_of_the_staff_is_a_problem_that_says_which():
    assert read(f"{NIGHT}SUMMARY:anna\n").problems == (
        'event "anna" of 2026-03-02 names nobody of the staff; did you mean "ana"?',
    )


def test_a_name_that_is_mistyped_beside_another_is_a_problem_and_the_other_comes():
    found = read(f"{NIGHT}SUMMARY:Ana\\, Chloë\n")
    assert [one.people for one in found.shifts] == [("ana",)]
    (problem,) = found.problems
    assert problem.endswith('names "chloë", who is not of the staff; did you mean "chloe"?')
    assert read(f"{NIGHT}SUMMARY:On call: Ana; primary\n").problems == ()


def test_who_has_declined_does_not_come():
    attendees = "ATTENDEE;PARTSTAT=DECLINED:mailto:dev@desk.example\nATTENDEE:mailto:fay@desk.example\n"
    assert [people for people, _ in booked(f"{NIGHT}SUMMARY:Night\n{attendees}")] == [("fay",)]
    alone = read(f"{NIGHT}SUMMARY:Night\nATTENDEE;PARTSTAT=declined:mailto:dev@desk.example\n")
    assert alone.shifts == ()
    assert alone.problems == ('event "Night" of 2026-03-02 names nobody of the staff',)


def test_a_zone_that_nobody_knows_is_a_problem_and_the_time_is_the_schedules():
    found = read(f"{NIGHT.replace('America/Chicago', 'Customized Time Zone')}SUMMARY:ana\n")
    assert [one.span for one in found.shifts] == [ANAS]
    (problem,) = found.problems
    assert problem.endswith('in the zone "Customized Time Zone", which is not known: it is read in the schedule\'s')


def test_what_is_no_calendar_is_a_problem():
    found = read_calendar("BEGIN:VCALENDAR", tuple(DESK.staff.values()), "UTC", *MARCH)
    assert found.shifts == ()
    assert len(found.problems) <= 1
    assert read_calendar("no calendar", (), "UTC", *MARCH).problems


ANAS = Span(at("2026-03-02T22:00"), at("2026-03-03T06:00"))


def test_a_shift_that_is_never_to_end_is_one_and_so_is_one_that_began_in_the_year_one():
    for begin, end in (("20260302T220000", "99991231T235959"), ("00010101T000000", "20260303T060000")):
        found = read(f"DTSTART;TZID=Asia/Tokyo:{begin}\nDTEND;TZID=America/Chicago:{end}\nSUMMARY:ana\n")
        assert [one.people for one in found.shifts] == [("ana",)], found.problems
    forever = read("DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:99991231\nSUMMARY:ana\n")
    assert forever.shifts[0].span.start == at("2026-03-02T00:00")


@pytest.mark.parametrize(
    "wrong",
    [
        "DTSTART:20260302T000000Z\nDURATION:P9999999D\n",
        "DTSTART:20260302T000000Z\nDTSTART:20260303T000000Z\nDURATION:PT1H\n",
        "DTSTART:20260302T000000Z\nDURATION:one hour\n",
        "DTSTART:20260302T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY\nEXDATE:never\n",
        "DTSTART:20260302T000000Z\nDURATION:PT1H\nRRULE:FREQ=NEVER\n",
        "DTEND:20260302T000000Z\n",
    ],
)
def test_an_event_that_cannot_be_read_takes_no_other_shift_along(wrong: str):
    found = read(f"{NIGHT}SUMMARY:ana\n", f"SUMMARY:ben\n{wrong}")
    assert [(one.people, one.span) for one in found.shifts] == [(("ana",), ANAS)]
    assert [problem.startswith('event "ben"') for problem in found.problems] == [True]
    assert "cannot be read" in found.problems[0]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=30",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYMINUTE=0,15,30,45",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
    ],
)
def test_a_rule_that_would_be_followed_for_ever_is_told_of_and_not_followed(rule: str):
    found = read(f"{NIGHT}SUMMARY:ana\n", f"{NIGHT}SUMMARY:ben\nRRULE:{rule}\n")
    assert [one.people for one in found.shifts] == [("ana",)]
    assert found.problems == ('event "ben" of 2026-03-02 repeats as no shift does, and is left out',)


def test_an_event_of_many_years_that_repeats_is_left_out():
    for end in ("DURATION:P40000D", "DTEND:20990101T000000Z"):
        found = read(f"DTSTART:20260302T000000Z\n{end}\nSUMMARY:ana\nRRULE:FREQ=DAILY\n")
        assert found.problems == ('event "ana" of 2026-03-02 repeats as no shift does, and is left out',)


def test_a_repeated_event_from_before_there_were_telephones_is_left_out():
    found = read("DTSTART;VALUE=DATE:00010101\nSUMMARY:ana\nRRULE:FREQ=DAILY\n")
    assert found.problems == ('event "ana" of 0001-01-01 repeats as no shift does, and is left out',)


def test_a_repeated_event_keeps_its_wall_time_over_a_change_of_the_clocks():
    weekly = f"{AT.format('0301T220000', '0302T060000')}RRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:ana\n"
    assert [span.start for _, span in booked(weekly)] == [
        at("2026-03-01T22:00"),
        at("2026-03-08T22:00"),
        at("2026-03-15T22:00"),
    ]


def test_a_whole_day_and_a_time_without_a_zone_are_in_the_schedules_zone():
    assert booked("DTSTART;VALUE=DATE:20260308\nDTEND;VALUE=DATE:20260309\nSUMMARY:ana\n") == [
        (("ana",), Span(at("2026-03-08T00:00"), at("2026-03-09T00:00")))
    ]
    assert booked("DTSTART:20260308T120000\nDURATION:PT2H\nSUMMARY:ana\n") == [
        (("ana",), Span(at("2026-03-08T12:00"), at("2026-03-08T14:00")))
    ]


def test_a_cancelled_event_is_none():
    assert booked(f"{NIGHT}STATUS:CANCELLED\nSUMMARY:ana\n") == []


def test_a_layer_takes_its_shifts_from_the_calendar_and_overlaps_are_on_together():
    late = AT.format("0303T040000", "0303T080000")
    found = read(f"{NIGHT}SUMMARY:ana\n", f"{late}SUMMARY:ben\n").shifts
    roster = Roster(DESK, calendars={("shifts.ics", "America/Chicago"): found})
    seen = shifts(roster, "nights", at("2026-03-02T00:00"), at("2026-03-04T00:00"))
    assert [(shift.people, shift.start) for shift in seen] == [
        (("ana",), at("2026-03-02T22:00")),
        (("ana", "ben"), at("2026-03-03T04:00")),
        (("ben",), at("2026-03-03T06:00")),
    ]
    assert reasons(roster, "nights", at("2026-03-02T23:00")) == ("layer 1, by its calendar since Mon 2026-03-02 22:00",)
    assert reasons(roster, "nights", at("2026-03-02T12:00")) == ("it has nobody in its calendar now",)


def test_a_calendar_that_could_not_be_read_has_nobody_on_and_says_so():
    assert on_call(Roster(DESK), "nights", at("2026-03-02T23:00")) == ()
    assert reasons(Roster(DESK), "nights", at("2026-03-02T23:00")) == (
        "it has a calendar that could not be read (shifts.ics)",
    )


def test_a_feed_is_read_back_as_the_same_shifts():
    roster = Roster(DESK, calendars={("shifts.ics", "America/Chicago"): read(f"{NIGHT}SUMMARY:ana\n").shifts})
    start = at("2026-03-01T00:00")
    shown = entries(roster, start, start + timedelta(days=7), person="ana")
    text = feed(DESK, shown, "On call: Ana", datetime(2026, 3, 1, tzinfo=UTC))
    back = read_calendar(text, tuple(DESK.staff.values()), "UTC", *MARCH)
    assert back == CalendarReading(read(f"{NIGHT}SUMMARY:ana\n").shifts, ())
    assert entries(roster, start, start + timedelta(days=7), person="ben") == ()


def test_a_feed_made_again_has_the_same_ids_and_an_empty_one_is_a_calendar_too():
    roster = Roster(DESK, calendars={("shifts.ics", "America/Chicago"): read(f"{NIGHT}SUMMARY:ana\n").shifts})
    start = at("2026-03-01T00:00")
    shown = entries(roster, start, start + timedelta(days=7), schedule="nights")
    ids = [
        [str(event["UID"]) for event in Calendar.from_ical(feed(DESK, shown, "x", now)).walk("VEVENT")]
        for now in (start, start + timedelta(hours=1))
    ]
    assert ids[0] == ids[1]
    assert Calendar.from_ical(feed(DESK, (), "x", start)).walk("VEVENT") == []
