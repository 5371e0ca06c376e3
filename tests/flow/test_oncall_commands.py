"""`deskbot oncall`: overrides are made, seen and taken back from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from deskbot.cli.oncall import oncall_app
from deskbot.escalation.links import Feed, read_feed_token

SECRET = b"a secret, long enough to sign with it"
DESK = """\
desk: {name: Desk, addresses: [support@desk.example], zone: America/Chicago}
service_desk_numbers: {default: "+1 555 555 0100"}
staff:
  ana: {name: Ana Ruiz, sms: "+1 512 555 0110"}
  ben: {name: Ben Okafor, sms: "+1 512 555 0111"}
schedules:
  nights:
    zone: America/Chicago
    rotation: weekly
    handoff: {day: monday, time: "09:00"}
    start: 2026-01-05
    people: [ana, ben]
policies:
  urgent:
    levels: [{delay: 5m, schedule: nights, media: [sms]}]
    fallback: {mail: lead@home.example}
severities:
  S1: {page: always, policy: urgent}
  S2: {page: always, policy: urgent}
  S3: {page: never}
  S4: {page: never}
"""


@pytest.fixture(autouse=True)
def _desk(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "desk.yaml").write_text(DESK)
    monkeypatch.setenv("DESKBOT_DESK_FILE", str(tmp_path / "desk.yaml"))
    monkeypatch.setenv("DESKBOT_DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "220")


def run(*words: str) -> Result:
    return CliRunner().invoke(oncall_app, list(words))


def on_call_at(moment: str) -> dict[str, object]:
    (found,) = json.loads(run("now", "--at", moment, "--json").output)
    return {**found, "people": [one["key"] for one in found["people"]]}


# 2032-07-05 is a Monday, 339 weeks after the start: it is Ben's week.
WITHIN = ("--from", "2032-07-06T18:00", "--to", "2032-07-07T08:00", "--by", "ana", "--why", "flu")


def test_an_override_of_somebody_who_is_not_on_call_says_that_it_changes_nothing():
    assert "It changes nothing" in run("override", "replace", "nights", "ana", "ben", *WITHIN).output
    assert "It changes nothing" not in run("override", "replace", "nights", "ben", "ana", *WITHIN).output
    assert "It changes nothing" not in run("override", "remove", "nights", "ana", *WITHIN).output


def test_an_override_is_made_shown_listed_and_taken_back():
    assert on_call_at("2032-07-06T20:00")["people"] == ["ben"]

    made = run("override", "replace", "nights", "Ben Okafor", "ana", *WITHIN)
    assert (made.exit_code, made.output) == (
        0,
        "Override 1: nights: Ana Ruiz (ana) for Ben Okafor (ben), Tue 2032-07-06 18:00 to Wed 2032-07-07 08:00 "
        "(America/Chicago).\n",
    )
    found = on_call_at("2032-07-06T20:00")
    assert found["people"] == ["ana"]
    assert found["end"] == "2032-07-07T13:00:00+00:00"
    assert "Ana Ruiz stands in for Ben Okafor until Wed 2032-07-07 08:00 (override 1 by Ana Ruiz: flu)" in str(found)
    assert "Ana Ruiz (ana) for Ben Okafor (ben)" in run("override", "list").output
    assert "override 1" in run("list", "--from", "2032-07-06", "--to", "2032-07-08").output

    assert "Taken back" in run("override", "cancel", "1", "--by", "ben").output
    assert on_call_at("2032-07-06T20:00")["people"] == ["ben"]
    assert run("override", "list").output == "None.\n"
    (kept,) = json.loads(run("override", "list", "--all", "--json").output)
    assert kept["cancelled_by"] == "ben"
    assert "was taken back before, by ben" in str(run("override", "cancel", "1", "--by", "ana").exception)
    assert "there is no override 9" in str(run("override", "cancel", "9", "--by", "ana").exception)


def test_a_narrow_terminal_lists_overrides_with_their_whole_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    run("override", "replace", "nights", "ben", "ana", *WITHIN)
    run("override", "cancel", "1", "--by", "ben")

    listed = run("override", "list", "--all").output

    assert "2032-07-06" in listed
    assert "2032-07-07" in listed
    assert "\N{HORIZONTAL ELLIPSIS}" not in listed


def test_somebody_is_added_a_fixed_shift_counts_alone_and_a_gap_is_told_at_once():
    run("override", "add", "nights", "ana", *WITHIN)
    assert on_call_at("2032-07-06T20:00")["people"] == ["ben", "ana"]
    run("override", "shift", "nights", "ana", *WITHIN)
    assert on_call_at("2032-07-06T20:00")["people"] == ["ana"]

    made = run("override", "remove", "nights", "ana", *WITHIN)

    assert "Nobody is on call on nights for all or a part of that time." in made.output
    assert on_call_at("2032-07-06T20:00")["people"] == []


def test_two_people_swap_a_week_and_both_halves_are_undone_together():
    swapped = run("swap", "nights", "ben", "2032-07-06T12:00", "ana", "2032-07-13T12:00", "--by", "ana")
    assert swapped.exit_code == 0
    assert on_call_at("2032-07-06T12:00")["people"] == ["ana"]
    assert on_call_at("2032-07-13T12:00")["people"] == ["ben"]
    run("override", "cancel", "2", "--by", "ana")
    assert on_call_at("2032-07-06T12:00")["people"] == ["ben"]
    wrong = run("swap", "nights", "ana", "2032-07-06T12:00", "ben", "2032-07-13T12:00", "--by", "ana")
    assert "Ana Ruiz is not on call at Tue 2032-07-06 12:00 (America/Chicago); Ben Okafor is" in str(wrong.exception)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "nigths", "ana", *WITHIN), 'there is no schedule "nigths"; did you mean "nights"?'),
        (("add", "nights", "anna", *WITHIN), 'nobody on the staff is called "anna"; did you mean "ana"?'),
        (("replace", "nights", "ana", "ana", *WITHIN), "Ana Ruiz cannot stand in for themselves"),
        (
            ("add", "nights", "ana", "--from", "2032-07-06", "--to", "2032-07-05", "--by", "ana"),
            "is not after the begin",
        ),
        (("add", "nights", "ana", "--from", "2020-07-06", "--to", "2020-07-07", "--by", "ana"), "the span has passed"),
        (
            ("add", "nights", "ana", "--from", "2032-03-14T02:30", "--for", "8h", "--by", "ana"),
            '--from: "2032-03-14T02:30" never comes in America/Chicago: the clocks are set forward; '
            "write 2032-03-14T03:30",
        ),
        (
            ("add", "nights", "ana", "--from", "2032-11-07T01:30", "--for", "8h", "--by", "ana"),
            "comes twice in America/Chicago: the clocks are set back; write 2032-11-07T01:30-05:00 or "
            "2032-11-07T01:30-06:00",
        ),
        (("add", "nights", "ana", "--from", "tomorrow", "--for", "8h", "--by", "ana"), '"tomorrow" is no moment'),
        (("add", "nights", "ana", "--by", "ana"), "say until when: --to 2026-12-25T08:00, or --for 8h"),
        (("add", "nights", "ana", "--for", "8", "--by", "ana"), '--for: "8" has no unit'),
        (
            ("add", "nights", "ana", "--for", "99999d", "--by", "ana"),
            "an override lasts a year at most; what is to stay so longer belongs in desk.yaml",
        ),
        (
            ("shift", "nights", "ana", "--from", "2032-07-06", "--to", "2033-07-08", "--by", "ana"),
            "an override lasts a year at most",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_advice_and_nothing_is_kept(words, says):
    result = run("override", *words)
    assert result.exit_code != 0
    assert says in str(result.exception)
    assert run("override", "list", "--all").output == "None.\n"


def test_check_is_silent_while_somebody_is_on_and_fails_on_a_gap():
    assert run("check").exit_code == 0
    run("override", "shift", "nights", "ana", "--for", "2d", "--by", "ana")
    run("override", "remove", "nights", "ana", "--for", "1d", "--by", "ana")

    result = run("check")

    assert result.exit_code == 1
    assert 'nobody is on call on "nights" from' in result.output
    (found,) = json.loads(run("check", "--json").output)
    assert (found["kind"], found["schedule"]) == ("gap", "nights")


def test_a_feed_has_the_shifts_of_one_person():
    text = run("ical", "--person", "ana", "--days", "30").output
    events = Calendar.from_ical(text).walk("VEVENT")
    assert events
    assert {str(event["SUMMARY"]) for event in events} == {"On call (nights): Ana Ruiz"}


def test_a_feed_of_everybody_has_a_name():
    assert Calendar.from_ical(run("ical").output)["X-WR-CALNAME"] == "On call: Desk"


def test_a_feeds_address_is_for_one_person_or_one_schedule(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DESKBOT_SECRET_KEY", SECRET.decode())
    printed = run("ical", "--person", "Ana Ruiz", "--link").output.strip()
    token = printed.rpartition("/oncall/")[2].removesuffix(".ics")
    assert read_feed_token(token, SECRET) == Feed(person="ana")

    refused = run("ical", "--link")
    assert refused.exit_code == 2
    assert "an address is for one person or one schedule" in refused.output
