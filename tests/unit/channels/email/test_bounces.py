"""A bounce says which address was not reached, why, and which mail of ours it was."""

from __future__ import annotations

import pytest

from deskbot.channels.email.machines.delivery_status import entries_of, status_in
from deskbot.channels.email.machines.returned import divide
from deskbot.channels.email.parsing import read_mail
from deskbot.model.message import Automatic, Inbound
from tests.unit.channels.email.mails import OURS

DAEMON = (
    b"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.harborvoice.example\r\nTo: support@desk.example\r\n"
    b"Subject: failure notice\r\n\r\n"
)


def bounce(text: str) -> Inbound:
    return read_mail(DAEMON + text.encode(), own_addresses=OURS)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("550 5.1.1 no such person", "5.1.1"),
        ("550-5.7.26 not accepted", "5.7.26"),
        ("smtp; 554 refused", "554"),
        ("552 5.0.0 over quota", "5.0.0"),
        ("5.0.0 (550 5.2.2 full)", "5.2.2"),
        ("connect to 192.0.2.25[192.0.2.25]:25: timed out", ""),
        ("the firmware is 5.1.1.204", ""),
        ("call 305 555 0144", ""),
        ("", ""),
    ],
)
def test_a_status_is_found_in_a_mail_servers_words(words: str, status: str):
    assert status_in(words) == status


def test_recipients_are_told_apart_where_empty_lines_were_lost():
    entries = entries_of(
        b"Reporting-MTA: dns; mx\nFinal-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.1.1\n"
        b"Final-Recipient: rfc822; b@x.example\nAction: delayed\nStatus: 4.4.1\n"
    )

    assert [(one.final, one.action, one.status) for one in entries] == [
        ("a@x.example", "failed", "5.1.1"),
        ("b@x.example", "delayed", "4.4.1"),
    ]


def test_a_bare_status_gives_way_to_what_the_server_said():
    (entry,) = entries_of(
        b"Final-Recipient: rfc822; a@x.example\nStatus: 5.0.0\nDiagnostic-Code: smtp; 552 5.2.2 full\n"
    )

    assert (entry.status, entry.why) == ("5.2.2", "552 5.2.2 full")


def test_whoever_got_the_bounce_is_not_whom_it_is_about():
    mail = bounce("Your message from support@desk.example could not be delivered to tom@haletel.example: 550 5.1.1 no")

    assert [one.address for one in mail.undelivered] == ["tom@haletel.example"]


def test_an_address_is_named_once():
    mail = bounce("<tom@haletel.example>:\n550 5.1.1 no\n\n<Tom@haletel.example>:\n550 5.1.1 no\n")

    assert [one.address for one in mail.undelivered] == ["tom@haletel.example"]


def test_a_bounce_of_which_nothing_can_be_read_is_still_one():
    mail = bounce("????")

    assert (mail.automatic, mail.undelivered, mail.reported, mail.answerable) == (Automatic.BOUNCE, (), (), False)


def test_what_the_bounce_answers_stands_in_for_a_returned_mail():
    raw = DAEMON.replace(b"\r\n\r\n", b"\r\nIn-Reply-To: <t-7.1@desk.example>\r\n\r\n") + b"<a@x.example>: 550 5.1.1 no"

    assert read_mail(raw, own_addresses=OURS).reported == ("<t-7.1@desk.example>",)


def test_the_returned_mail_is_found_below_the_report_in_the_same_text():
    report, returned = divide(
        "<a@x.example>: no\n\n--- Below this line is a copy of the message.\n\n"
        "Received: from a by b\nMessage-ID: <1@desk.example>\nTo: a@x.example\nSubject: x\n\nText\n"
    )

    assert report.strip() == "<a@x.example>: no"
    assert returned is not None
    assert (returned.message_id, returned.recipients) == ("<1@desk.example>", {"a@x.example"})


def test_headers_that_exchange_repeats_are_not_the_returned_mail():
    text = "Your message\n\n  To: a@x.example\n  Subject: x\n  Sent: Tuesday\n\ndid not reach a@x.example"

    assert divide(text) == (text, None)


def test_a_report_is_looked_for_in_bounded_time_and_size():
    many = "".join(f"<p{n}@x.example>: 550 5.1.1 no\n" for n in range(3000))

    mail = bounce(many)

    assert len(mail.undelivered) <= 100
    assert all(len(one.why) <= 500 for one in mail.undelivered)


@pytest.mark.parametrize(
    "text",
    [
        "<" * 50_000,
        "a@" * 50_000,
        "to: " * 50_000,
        "-" * 100_000 + "\n" + "=" * 100_000,
        ("received: x\n" * 20_000),
        "5.1." * 50_000,
        "Final-Recipient: " + ";" * 90_000,
        "recipient " * 20_000 + "@",
    ],
)
def test_hostile_text_is_read_like_any_other(text: str):
    mail = bounce(text)

    assert mail.automatic == Automatic.BOUNCE
    assert len(mail.undelivered) <= 100
