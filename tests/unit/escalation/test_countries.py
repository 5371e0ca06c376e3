"""A text leaves out what cannot work where it goes, and what cannot be answered by text is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import phonenumbers
import pytest

from deskbot.desk import CountryRule, Desk, Level, Policy, Responder, Turn
from deskbot.escalation.countries import TEXTING, Texting, country_of, needs_calls, texting
from deskbot.escalation.policy import ladder
from deskbot.escalation.roster.timeline import Roster
from deskbot.model.page import Medium
from tests.harness import desk_with

CHINA, AUSTIN = "+865550110", "+15125550110"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OFF = CountryRule(links=False, replies=False)


@pytest.mark.parametrize(
    ("number", "links", "replies"),
    [
        (AUSTIN, True, True),
        ("+441632960101", True, True),
        (CHINA, False, False),
        ("+455550110", False, True),
        ("+905550110", True, False),
        ("nonsense", True, True),
    ],
)
def test_what_a_text_can_do_depends_on_where_it_goes(number: str, *, links: bool, replies: bool) -> None:
    assert texting(number, {}) == Texting(links=links, replies=replies)


def test_a_desk_may_know_better() -> None:
    assert texting(CHINA, {"CN": CountryRule(replies=True)}) == Texting(links=False, replies=True)
    assert texting(AUSTIN, {"US": OFF}) == Texting(links=False, replies=False)


def test_countries_that_share_a_code_are_told_apart() -> None:
    assert (country_of("+16495550101"), country_of("+14165550101")) == ("TC", "CA")


def test_the_table_names_countries() -> None:
    assert set(TEXTING) <= phonenumbers.SUPPORTED_REGIONS


def desk(person: Responder, media: tuple[Medium, ...], **more: object) -> tuple[Desk, Policy]:
    policy = Policy(key="urgent", levels=(Level(delay=timedelta(minutes=5), people=(person.key,), media=media),))
    usual = desk_with()
    return replace(usual, staff={person.key: person}, policies={"urgent": policy}, **more), policy  # type: ignore[arg-type]


def ways(person: Responder, *media: Medium, **more: object) -> list[tuple[Medium, timedelta]]:
    known, policy = desk(person, media, **more)
    return [(way.medium, way.after) for way in ladder(Roster(known), policy, NOON).rungs[0].reach]


WEI = Responder(key="wei", name="Wei Lin", sms=CHINA, voice=CHINA)
NOW = timedelta()


def test_who_cannot_answer_by_text_is_called_as_well_by_a_level_of_texts() -> None:
    assert ways(WEI, Medium.SMS) == [(Medium.SMS, NOW), (Medium.VOICE, NOW)]


def test_who_is_called_anyway_is_not_called_twice() -> None:
    two = timedelta(minutes=2)
    patient = replace(WEI, rules=(Turn(Medium.SMS), Turn(Medium.VOICE, two)))

    assert ways(WEI, Medium.VOICE, Medium.SMS) == [(Medium.VOICE, NOW), (Medium.SMS, NOW)]
    assert ways(patient) == [(Medium.SMS, NOW), (Medium.VOICE, two)]


def test_who_can_answer_is_not_called() -> None:
    assert ways(replace(WEI, sms=AUSTIN), Medium.SMS) == [(Medium.SMS, NOW)]
    assert ways(WEI, Medium.SMS, countries={"CN": CountryRule(replies=True)}) == [(Medium.SMS, NOW)]


def test_who_has_no_number_for_calls_is_texted() -> None:
    assert ways(replace(WEI, voice=""), Medium.SMS) == [(Medium.SMS, NOW)]


def test_a_desk_whose_texts_cannot_be_answered_needs_calls() -> None:
    assert needs_calls(desk(WEI, (Medium.SMS,))[0])
    assert not needs_calls(desk(replace(WEI, sms=AUSTIN), (Medium.SMS,))[0])
