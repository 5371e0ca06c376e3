"""The talk with a caller: every step is bounded, and nothing is told that they may not hear."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deskbot.escalation import phone_words
from deskbot.escalation.phone_in import (
    LONGEST_WAIT,
    Next,
    Talk,
    Then,
    Waiting,
    comfort,
    farewell,
    greet,
    heard,
    no_such_ticket,
    noted,
    while_waiting,
)
from deskbot.model.page import PageState

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)


def waiting(**how: object) -> Waiting:
    return Waiting(**{"since": NOW, "ticket": 1001, "page": PageState.OPEN} | how)


def test_a_ticket_that_was_found_is_offered_by_its_number_alone() -> None:
    turn = greet("Example Desk", Talk(offered=1042))

    assert turn.next is Next.ASK
    assert "ticket 1 0 4 2, press 1" in turn.says


@pytest.mark.parametrize(
    ("keys", "offered", "following", "number"),
    [
        ("1", 1042, Next.RAISE, 1042),
        ("1", None, Next.RAISE, 1),
        ("1001", 1042, Next.RAISE, 1001),
        ("1001#", None, Next.RAISE, 1001),
        ("0", 1042, Next.RECORD, None),
        ("", 1042, Next.ASK, None),
        ("12*4", None, Next.ASK, None),
        ("12345678901", None, Next.ASK, None),
        ("\u0661", None, Next.ASK, None),  # an Arabic digit is no key
    ],
)
def test_what_keys_mean(keys: str, offered: int | None, following: Next, number: int | None) -> None:
    turn = heard(keys, Talk(offered=offered))

    assert (turn.next, turn.number) == (following, number)


def test_silence_twice_leads_to_a_message() -> None:
    once = heard("", Talk())
    twice = heard("", once.talk)

    assert (once.next, twice.next) == (Next.ASK, Next.RECORD)


def test_a_wrong_number_three_times_leads_to_a_message() -> None:
    talk, following = Talk(), []
    for _ in range(3):
        turn = no_such_ticket(talk)
        talk = turn.talk
        following.append(turn.next)

    assert following == [Next.ASK, Next.ASK, Next.RECORD]


@pytest.mark.parametrize(
    ("how", "then"),
    [
        ({}, Then.HOLD),
        ({"ticket": None, "page": None}, Then.HOLD),
        ({"since": NOW - LONGEST_WAIT}, Then.PART),
        ({"ticket": None, "page": None, "since": NOW - LONGEST_WAIT}, Then.PART),
        ({"page": None}, Then.PART),
        ({"held": True}, Then.PART),
        ({"page": PageState.UNANSWERED}, Then.PART),
        ({"page": PageState.CANCELLED}, Then.PART),
        ({"page": PageState.ACKNOWLEDGED}, Then.PART),
        ({"page": PageState.ACKNOWLEDGED, "may_be_called": True}, Then.CONNECT),
        ({"page": PageState.ACKNOWLEDGED, "may_be_called": True, "calls_back": True}, Then.PART),
    ],
)
def test_what_becomes_of_somebody_who_waits(how: dict[str, object], then: Then) -> None:
    assert while_waiting(waiting(**how), NOW) is then


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({}, "We go on calling. You will be called back at the number that you are calling from."),
        ({"number_known": False}, "We do not see your number"),
        ({"heard_by": NOW + timedelta(minutes=59, seconds=59)}, "called back within 59 minutes at"),
        ({"heard_by": NOW + timedelta(minutes=1)}, "called back within 1 minute at"),
        ({"heard_by": NOW + timedelta(hours=3, minutes=50)}, "called back within 3 hours at"),
        ({"page": PageState.ACKNOWLEDGED}, "Somebody has taken your ticket."),
        ({"page": PageState.ACKNOWLEDGED, "taken_by": "Ana Ruiz"}, "Ana Ruiz has taken your ticket."),
        ({"held": True}, "Nobody can be called just now"),
        ({"page": PageState.UNANSWERED}, "The desk has been told."),
        ({"ticket": None, "page": None}, "becomes a ticket"),
        ({"new": True}, "Your ticket has the number 1 0 0 1."),
    ],
)
def test_what_they_hear_last(how: dict[str, object], says: str) -> None:
    told = farewell(waiting(**how), NOW)

    assert says in told
    assert told.endswith("Goodbye.")


def test_no_less_time_is_promised_than_there_is() -> None:
    assert "within 3 hours" in phone_words.within(timedelta(hours=3, minutes=59))
    assert phone_words.within(timedelta(hours=-1)) == phone_words.within(None) == ""


def test_the_number_of_a_ticket_is_told_only_to_whom_the_call_has_opened_it() -> None:
    assert "1 0 0 1" in comfort(waiting(new=True))
    assert "1 0 0 1" not in comfort(waiting())


def test_somebody_is_said_to_be_called_only_where_somebody_is() -> None:
    waits = waiting(maintenance=True)

    assert "We are calling the person on duty" in noted(1001, waiting(), NOW)
    assert "calling" not in noted(1001, waiting(held=True), NOW)
    assert "calling" not in noted(1001, waits, NOW)
    assert while_waiting(waits, NOW) is Then.PART
    assert "called when it ends" in farewell(waits, NOW)
