"""Answers become a desk.yaml and a .env that say what was answered, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from dotenv import dotenv_values

from deskbot.desk import When
from deskbot.desk.beginning import EXAMPLE, Answers, Person, desk_text, env_text
from deskbot.desk.reading import read_desk
from deskbot.escalation.roster.timeline import Roster, gaps, shifts
from deskbot.model.case import Severity
from deskbot.model.page import Medium

NOW = datetime(2026, 11, 30, tzinfo=UTC)
TWO = (EXAMPLE.people[0], Person(name="Ben Okafor", number="+1 512 555 0111"))
WHOLE = replace(
    EXAMPLE,
    relay="smtp+starttls://desk:pass@relay.desk.example",
    twilio_account="AC1",
    twilio_token="token",
    twilio_number="+15125550100",
    public_url="https://desk.example",
)


def env(answers: Answers) -> dict[str, str | None]:
    return dotenv_values(stream=StringIO(env_text(answers, "key")))


@pytest.mark.parametrize(
    "name", ["Desk", "Desk: #1", 'The "Desk"', "no", "Büro für Störungen", "1", "- a", "{x}", "a\\b"]
)
def test_every_name_is_read_as_it_was_written(name: str) -> None:
    people = (Person(name=name + " x", number="+1 512 555 0110"),)

    desk = read_desk(desk_text(replace(EXAMPLE, name=name, people=people), NOW))

    assert desk.name == name
    assert [one.name for one in desk.staff.values()] == [name + " x"]


def test_what_was_answered_is_in_the_desk() -> None:
    answers = replace(
        EXAMPLE, addresses=("support@desk.example", "help@desk.example"), zone="Europe/Berlin", hours="07:00 - 24:00"
    )

    desk = read_desk(desk_text(answers, NOW))

    assert (desk.addresses, desk.notify, desk.zone) == (answers.addresses, answers.notify, "Europe/Berlin")
    assert desk.severities[Severity.S2].page is When.SUPPORT_HOURS
    assert desk.support_hours
    assert (desk.support_hours.opens.hour, desk.support_hours.closes.hour) == (7, 0)
    assert read_desk(desk_text(EXAMPLE, NOW)).severities[Severity.S2].page is When.ALWAYS


def test_people_called_alike_have_keys_of_their_own() -> None:
    names = ("Ana Ruiz", "Ana Ruiz", "Ana Silva", "Żaneta Ó Súilleabháin", "李", "王")
    people = tuple(Person(name=name, number="+1 512 555 0110") for name in names)

    assert replace(EXAMPLE, people=people).keys == ("ana", "ana-ruiz", "ana-silva", "zaneta", "person", "person-2")


@pytest.mark.parametrize("turns", ["hourly", "daily", "weekly", "monthly", "always"])
@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Auckland"])
@pytest.mark.parametrize("hours", [*range(0, 8 * 24, 5), 29 * 24, 31 * 24 + 8, 32 * 24 + 9, 90 * 24 + 7])
def test_from_the_first_moment_on_somebody_is_on_call_and_the_first_person_first(
    turns: str, zone: str, hours: int
) -> None:
    now = NOW + timedelta(hours=hours, minutes=hours)
    roster = Roster(read_desk(desk_text(replace(EXAMPLE, people=TWO, turns=turns, zone=zone), now)))

    assert not gaps(roster, "primary", now, now + timedelta(days=90))
    assert shifts(roster, "primary", now, now + timedelta(seconds=1))[0].people[0] == "ana"


def test_everybody_is_paged_before_nobody_counts_as_having_answered() -> None:
    levels = read_desk(desk_text(replace(EXAMPLE, people=TWO), NOW)).policies["urgent"].levels

    assert [(one.schedule, one.people, one.media) for one in levels] == [
        ("primary", (), (Medium.SMS,)),
        ("primary", (), (Medium.VOICE,)),
        ("", ("ana", "ben"), (Medium.SMS, Medium.VOICE)),
    ]


def test_without_a_relay_or_a_carrier_all_is_simulated_and_with_both_nothing_is() -> None:
    assert env(EXAMPLE) == {"DESKBOT_SECRET_KEY": "key", "DESKBOT_SIMULATE": "1"}
    assert "DESKBOT_SIMULATE" in env(replace(WHOLE, relay=""))
    assert "DESKBOT_SIMULATE" in env(replace(WHOLE, twilio_account=""))
    assert env(WHOLE) == {
        "DESKBOT_SECRET_KEY": "key",
        "DESKBOT_SMTP_RELAY": WHOLE.relay,
        "DESKBOT_PUBLIC_URL": "https://desk.example",
        "DESKBOT_TWILIO_ACCOUNT_SID": "AC1",
        "DESKBOT_TWILIO_AUTH_TOKEN": "token",
        "DESKBOT_TWILIO_FROM": "+15125550100",
    }


@pytest.mark.parametrize("token", ["a b", "a#b", "a'b", 'a"b', "a\\b", "a\\'b", "a$b", "ä"])
def test_a_secret_is_read_as_it_was_written(token: str) -> None:
    assert env(replace(EXAMPLE, telegram_token=token))["DESKBOT_TELEGRAM_TOKEN"] == token
