"""What responders text and press."""

# ruff: noqa: RUF001  (phones send signs that look alike)

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.escalation.replies import (
    KeypadAnswer,
    Reply,
    SmsReply,
    read_digit,
    read_sms,
    spoken_page,
    voice_menu,
)

TAKEN = SmsReply(Reply.ACKNOWLEDGE, 7)


@pytest.mark.parametrize(
    "body",
    ["7a", " 7A ", '"7a"', "“7a”", "'7a'.", "#7a", "7 a", "7-a", "7 - a", "7–a",
     "a 7", "a7", "7ack", "ack 7", "ACK 7", "ack7", "ack: 7a",
     "Acknowledge #7", "７ａ", "7a\n"],
)  # fmt: skip
def test_a_page_is_taken_by_its_code(body: str) -> None:
    assert read_sms(body) == TAKEN


@pytest.mark.parametrize("body", ["a", "A", " a. ", "ack", "Acknowledge!"])
def test_a_page_is_taken_without_a_code(body: str) -> None:
    assert read_sms(body) == SmsReply(Reply.ACKNOWLEDGE)


@pytest.mark.parametrize(
    ("body", "code"), [("7e", 7), (" 7 E", 7), ("esc 7", 7), ("escalate 7e", 7), ("e", None), ("e 12", 12)]
)
def test_a_page_is_passed_on(body: str, code: int | None) -> None:
    assert read_sms(body) == SmsReply(Reply.ESCALATE, code)


@pytest.mark.parametrize(
    ("body", "reply"),
    [
        ("7a on my way, 20 min", SmsReply(Reply.ACKNOWLEDGE, 7, "on my way, 20 min")),
        ("7a, on my way", SmsReply(Reply.ACKNOWLEDGE, 7, "on my way")),
        ("ack 7 on my way", SmsReply(Reply.ACKNOWLEDGE, 7, "on my way")),
        ("ack on my way", SmsReply(Reply.ACKNOWLEDGE, None, "on my way")),
        ("7e: not mine\n\nBen", SmsReply(Reply.ESCALATE, 7, "not mine\n\nBen")),
        ("7 a on my way", SmsReply(Reply.ACKNOWLEDGE, 7, "on my way")),
        ("7 A. On my way", SmsReply(Reply.ACKNOWLEDGE, 7, "On my way")),
        ("7-a on my way", SmsReply(Reply.ACKNOWLEDGE, 7, "on my way")),
        ("7 ack on my way", SmsReply(Reply.ACKNOWLEDGE, 7, "on my way")),
        ("7 e not mine", SmsReply(Reply.ESCALATE, 7, "not mine")),
    ],
)
def test_words_after_the_code_are_a_note(body: str, reply: SmsReply) -> None:
    assert read_sms(body) == reply


@pytest.mark.parametrize("body", ["STOP", " stop ", "StopAll", "\nEND\n", "cancel", "QUIT", "optout"])
def test_stop_is_a_whole_text(body: str) -> None:
    assert read_sms(body) == SmsReply(Reply.STOP)


@pytest.mark.parametrize(
    ("body", "kind"), [("start", Reply.START), ("UNSTOP ", Reply.START), ("help", Reply.HELP), ("Info", Reply.HELP)]
)
def test_the_carriers_other_words(body: str, kind: Reply) -> None:
    assert read_sms(body) == SmsReply(kind)


@pytest.mark.parametrize(
    "body",
    ["", "   ", "cancel my order", "please stop", "stop.", "7", "a customer called", "A 7 day outage", "7an", "7abc",
     "1234567a", "ack 1234567", "ack 7e", "yes", "ok", "-7a1", "٧a"],
)  # fmt: skip
def test_what_is_not_clearly_an_answer_is_none(body: str) -> None:
    assert read_sms(body) == SmsReply(Reply.UNKNOWN)


def test_a_note_is_bounded() -> None:
    assert len(read_sms("7a " + "x" * 5000).note) == 500


MINUTES = {minutes: timedelta(minutes=minutes) for minutes in (30, 90, 120)}


@pytest.mark.parametrize(
    ("body", "reply"),
    [
        ("7r", SmsReply(Reply.RESOLVE, 7)),
        ("7R restarted the service", SmsReply(Reply.RESOLVE, 7, "restarted the service")),
        ("resolve 7", SmsReply(Reply.RESOLVE, 7)),
        ("resolved 7: restarted it", SmsReply(Reply.RESOLVE, 7, "restarted it")),
        ("7n", SmsReply(Reply.NOT_URGENT, 7)),
        ("7n one phone only", SmsReply(Reply.NOT_URGENT, 7, "one phone only")),
        ("7s", SmsReply(Reply.SNOOZE, 7)),
        ("7s 30m", SmsReply(Reply.SNOOZE, 7, "", MINUTES[30])),
        ("7s30m", SmsReply(Reply.SNOOZE, 7, "", MINUTES[30])),
        ("7-s 30m", SmsReply(Reply.SNOOZE, 7, "", MINUTES[30])),
        ("7-h ben", SmsReply(Reply.HAND_OVER, 7, "ben")),
        ("7s 2h", SmsReply(Reply.SNOOZE, 7, "", MINUTES[120])),
        ("7s for 1h 30m, driving", SmsReply(Reply.SNOOZE, 7, "driving", MINUTES[90])),
        ("snooze 7 30 min", SmsReply(Reply.SNOOZE, 7, "", MINUTES[30])),
        ("7h ben", SmsReply(Reply.HAND_OVER, 7, "ben")),
        ("give 7 to Ben Oyelowo", SmsReply(Reply.HAND_OVER, 7, "to Ben Oyelowo")),
        ("7t calling the carrier", SmsReply(Reply.NOTE, 7, "calling the carrier")),
        ("note 7: calling the carrier", SmsReply(Reply.NOTE, 7, "calling the carrier")),
    ],
)
def test_what_else_may_be_done_with_a_page(body: str, reply: SmsReply) -> None:
    assert read_sms(body) == reply


@pytest.mark.parametrize(
    "body",
    ["7 seconds", "s 7", "h7", "n 7", "7 am", "7am", "7 a.m. tomorrow", "7a.m. tomorrow",
     "2 e-mails came", "7sec", "7hrs", "7min", "7th floor", "7nd", "7rd", "r", "n",
     "s", "resolve", "resolved", "note", "give ben", "snooze 30m", "snooze 1h", "resolved 7 of them",
     "lower 7 handsets", "note 7 ports are dead", "resolve 7a", "give 7a ben"],
)  # fmt: skip
def test_what_only_looks_like_an_answer_is_none(body: str) -> None:
    assert read_sms(body) == SmsReply(Reply.UNKNOWN)


@pytest.mark.parametrize("body", ["7s 30", "7s tomorrow", "7s, sorry I am late", "7s 20s", "7s 2d", "7h", "7t"])
def test_an_answer_that_lacks_what_it_needs_is_none_and_says_what(body: str) -> None:
    reply = read_sms(body)

    assert reply.kind is Reply.UNKNOWN
    assert reply.problem


@pytest.mark.parametrize(
    ("body", "meant"),
    [("7 s", "7s"), ("7 s 30m", "7s"), ("24 h hotline", "24h"), ("7 r restarted it", "7r"), ("7 n", "7n"),
     ("3 a day fail", "3a"), ("3 A week", "3a"), ("2 e mails came", "2e")],
)  # fmt: skip
def test_where_code_and_letter_apart_may_be_words_the_answer_says_how_to_write_them(body: str, meant: str) -> None:
    says = f'Did you mean "{meant}"? Write code and letter together, and any words behind them.'

    assert read_sms(body) == SmsReply(Reply.UNKNOWN, problem=says)


@given(st.text())
def test_reading_a_text_never_raises(body: str) -> None:
    reply = read_sms(body)

    assert reply.code is None or reply.kind not in (Reply.STOP, Reply.START, Reply.HELP, Reply.UNKNOWN)


@given(
    st.integers(min_value=1, max_value=999_999),
    st.sampled_from([("a", Reply.ACKNOWLEDGE), ("e", Reply.ESCALATE)]),
    st.sampled_from(["", " ", "\n", '"', "."]),
    st.booleans(),
)
def test_every_code_is_read_back(code: int, letter: tuple[str, Reply], around: str, upper: bool) -> None:  # noqa: FBT001
    written = f"{code}{letter[0].upper() if upper else letter[0]}"

    assert read_sms(f"{around}{written}{around}") == SmsReply(letter[1], code)


@pytest.mark.parametrize(
    ("digit", "answer"),
    [
        ("4", KeypadAnswer.ACKNOWLEDGE),
        ("6", KeypadAnswer.ESCALATE),
        ("8", KeypadAnswer.NOT_URGENT),
        ("5", KeypadAnswer.CONNECT),
        ("2", KeypadAnswer.MORE),
        ("7", KeypadAnswer.UNKNOWN),
        ("1", KeypadAnswer.AGAIN),
        ("9", KeypadAnswer.UNKNOWN),
        ("44", KeypadAnswer.UNKNOWN),
        ("", KeypadAnswer.UNKNOWN),
        (None, KeypadAnswer.UNKNOWN),
    ],
)
def test_keys(digit: str | None, answer: KeypadAnswer) -> None:
    assert read_digit(digit) is answer


def test_the_menu_tells_every_key() -> None:
    spoken = voice_menu(spoken_page("[T-1042]", "S1", "Acme", "All phones are down."))

    assert spoken == (
        "Page for ticket 1 0 4 2. Severity 1, from Acme: All phones are down. "
        "Press 4 to take it, 6 to pass it on, 8 if it is not urgent, 2 to hear more, or 1 to hear this again."
    )


def test_the_menu_offers_the_reseller_where_their_number_is_known() -> None:
    assert "4 to take it, 5 to take it and be connected to the reseller, 6" in voice_menu("A page.", connects=True)


@pytest.mark.parametrize("body", ["1r?", "1n ?", "7e??", "ack 7?"])
def test_a_question_does_nothing_and_is_told_so(body: str) -> None:
    reply = read_sms(body)
    assert reply.kind is Reply.UNKNOWN
    assert "without the question mark" in reply.problem


@pytest.mark.parametrize("body", ["ack T-1007", "ack t1007", "take T-1007 please"])
def test_a_ticket_is_no_code(body: str) -> None:
    assert read_sms(body).kind is Reply.UNKNOWN


def test_words_that_end_with_a_question_mark_are_a_note() -> None:
    assert read_sms("7a who is on site?") == SmsReply(Reply.ACKNOWLEDGE, 7, "who is on site?")
