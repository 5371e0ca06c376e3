"""Whose a number is that is not used, whether they are on shift, and what is written about it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskbot.desk.reading import read_desk
from deskbot.escalation.numbers import doubts, letter_to_desk, letter_to_person, on_shift
from deskbot.escalation.roster.timeline import Roster
from deskbot.model.number import Flag, Mark
from deskbot.model.page import Medium

DESK = read_desk((Path(__file__).parents[2] / "desk.yaml").read_text(), "tests/desk.yaml")
SENDERS = ("+12025550101", "+12025550102")
"""The numbers of our two carriers."""
NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ANA = DESK.staff["ana"]
STOPPED = Mark(address=ANA.sms, medium=Medium.SMS, flag=Flag.OPTED_OUT, flagged_at=NOW)


def test_a_number_belongs_to_whoever_is_reached_by_it_so() -> None:
    assert DESK.people_at(Medium.SMS, ANA.sms) == (ANA,)
    assert DESK.people_at(Medium.MAIL, ANA.sms) == ()


def test_who_has_no_account_in_a_chat_is_not_whoever_names_none() -> None:
    assert DESK.people_at(Medium.TELEGRAM, "") == ()


@pytest.mark.parametrize(("person", "is_on"), [("ana", True), ("ben", False), ("kim", True)])
def test_who_is_named_by_a_level_is_always_on_and_others_when_their_schedule_says_so(
    person: str, *, is_on: bool
) -> None:
    assert on_shift(Roster(DESK), person, NOW, NOW + DAY) is is_on
    assert on_shift(Roster(DESK), person, NOW + 6 * DAY, NOW + 8 * DAY)


def test_the_letters_say_what_to_do() -> None:
    assert f"START is texted from {ANA.sms}" in letter_to_desk(DESK, STOPPED, ANA)[1]
    assert f"Text START from {ANA.sms}" in letter_to_person(DESK, STOPPED, ANA)[1]
    landline = Mark(address=ANA.sms, medium=Medium.SMS, flag=Flag.UNUSABLE, detail="a landline", flagged_at=NOW)
    assert 'look at "sms" of staff "ana"' in letter_to_desk(DESK, landline, ANA)[1]


def test_a_flag_lapses_and_a_stop_does_not() -> None:
    lapsing = Mark(address=ANA.sms, medium=Medium.SMS, flag=Flag.UNUSABLE, flagged_at=NOW, until=NOW + DAY)

    assert lapsing.keeps_off(NOW)
    assert not lapsing.keeps_off(NOW + DAY)
    assert STOPPED.keeps_off(NOW + 999 * DAY)


def test_flagged_and_never_verified_numbers_are_named_and_verified_ones_are_not() -> None:
    good = Mark(address=ANA.voice, medium=Medium.VOICE, verified_at=NOW)

    flagged, unverified = doubts(DESK, ["ana", "kim"], [STOPPED, good], NOW, SENDERS)

    assert [says.partition(":")[0] for says in flagged] == ["Ana Ruiz is not paged by sms"]
    assert [says.partition(" to ")[0] for says in unverified] == ["Kim Haddad, sms", "Kim Haddad, voice"]


@pytest.mark.parametrize(
    ("stopped_at", "senders", "is_flagged"),
    [
        (SENDERS[:1], SENDERS, False),
        (SENDERS, SENDERS, True),
        (SENDERS[:1], SENDERS[:1], True),
        (["+12025550100"], SENDERS, False),
        (SENDERS[:1], (), True),
    ],
    ids=["one of two", "both", "the only one", "the customers' number", "nobody knows our numbers"],
)
def test_a_stop_is_a_finding_only_where_no_number_of_ours_can_text_them_any_more(
    stopped_at: Sequence[str], senders: Sequence[str], *, is_flagged: bool
) -> None:
    marks = [replace(STOPPED, sender=sender) for sender in stopped_at]

    flagged, unverified = doubts(DESK, ["ana"], marks, NOW, senders)

    assert [says.partition(":")[0] for says in flagged] == ["Ana Ruiz is not paged by sms"] * len(
        stopped_at
    ) * is_flagged
    assert (f"Ana Ruiz, sms to {ANA.sms}" in unverified) is not is_flagged
