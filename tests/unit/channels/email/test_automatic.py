"""Machines are told from people, and nobody is answered who must not be."""

from __future__ import annotations

import pytest

from deskbot.channels.email.parsing import read_mail
from deskbot.model.message import Automatic
from tests.unit.channels.email.mails import OURS, read, written


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bounce", Automatic.BOUNCE),
        ("auto-reply", Automatic.AUTO_REPLY),
        ("away-without-header", Automatic.AUTO_REPLY),
        ("list", Automatic.LIST),
        ("receipt", Automatic.RECEIPT),
        ("suppressed-only", None),
        ("about-out-of-office", None),
        ("forward-attached", None),
        ("gmail-en", None),
        ("no-reply-sender", None),
    ],
)
def test_a_mail_is_of_its_kind(name: str, kind: Automatic | None):
    assert read(name).automatic == kind


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Auto-Submitted: auto-generated (rejected)", Automatic.AUTO_REPLY),
        ("Auto-Submitted: no", None),
        ("X-Autoreply: yes", Automatic.AUTO_REPLY),
        ("X-Autorespond: yes", Automatic.AUTO_REPLY),
        ("Precedence: bulk", Automatic.LIST),
        ("Precedence: auto_reply", Automatic.AUTO_REPLY),
        ("Precedence: normal", None),
        ("List-Unsubscribe: <mailto:a@b.example>", Automatic.LIST),
        ("X-Failed-Recipients: a@b.example", Automatic.BOUNCE),
        ("X-Deskbot: 1", None),
        ("X-Deskbot: 1\r\nAuto-Submitted: auto-generated", Automatic.AUTO_REPLY),
        ("Auto-Submitted: auto-forwarded", None),
        ("X-Campaign: 7\r\nList-Id: <support.desk.example>", Automatic.LIST),
        ("Content-Type: multipart/report; report-type=disposition-notification; boundary=b", Automatic.RECEIPT),
        ("Content-Type: multipart/report; boundary=b", Automatic.BOUNCE),
    ],
)
def test_a_header_tells_the_kind(header: str, kind: Automatic | None):
    assert read_mail(written(b"x", header)).automatic == kind


@pytest.mark.parametrize(
    ("header", "certain"),
    [
        ("Content-Type: multipart/report; boundary=b", True),
        ("Content-Type: message/delivery-status", True),
        ("Content-Type: multipart/report; report-type=disposition-notification; boundary=b", True),
        ("Auto-Submitted: auto-replied", True),
        ("X-Autoreply: yes", True),
        ("X-Apple-Action: VACATION", True),
        ("X-Deskbot: 1\r\nAuto-Submitted: auto-generated", True),
        ("Auto-Submitted: auto-generated", False),
        ("Auto-Submitted: auto-forwarded", False),
        ("X-Deskbot: 1", False),
        ("X-Cron-Env: <A=1>", False),
        ("List-Id: <news.example>", False),
        ("Precedence: bulk", False),
        ("Precedence: auto_reply", False),
        ("X-Campaign: 7", False),
        ("Subject: Automatic reply: x", False),
    ],
)
def test_only_structure_and_plain_marks_leave_no_doubt(header: str, *, certain: bool):
    assert read_mail(b"From: a@b.example\r\n" + header.encode() + b"\r\n\r\nx").automatic_certain is certain


def test_what_another_desk_like_this_one_passes_on_for_a_person_is_read_and_not_answered():
    mail = read_mail(written(b"x", "X-Deskbot: 1"))

    assert (mail.automatic, mail.answerable) == (None, False)


@pytest.mark.parametrize(
    "headers",
    [
        ["List-Id: <support.desk.example>", "Mailing-list: list support@desk.example; contact s+owners@desk.example"],
        ["Mailing-list: list support@desk.example; contact s+owners@desk.example", "Precedence: list"],
        ["List-Id: Desk <support.desk.example>", "X-Mailman-Version: 2.1", "Precedence: list"],
    ],
)
def test_a_group_that_is_the_desks_own_address_is_no_list(headers: list[str]):
    assert read_mail(written(b"x", *headers), own_addresses=OURS).automatic is None


@pytest.mark.parametrize(
    ("sender", "subject", "body"),
    [
        ("System Administrator <ty@b.example>", "Undeliverable calls at Hollis", "Calls cannot be delivered. Call us."),
        ("Mail Delivery <postmaster@b.example>", "Delivery failure for all calls", "Error occurred while sending."),
        ("Mail System Admin <postmaster@b.example>", "Mailbox full on all extensions", "They say mailbox full."),
    ],
)
def test_an_administrator_who_writes_of_calls_that_are_not_delivered_is_a_person(sender: str, subject: str, body: str):
    raw = f"From: {sender}\r\nTo: support@desk.example\r\nSubject: {subject}\r\n\r\n{body}\r\n".encode()

    assert read_mail(raw).automatic is None
    bounce = raw + b"<jim@clinic.example>: 550 5.1.1 no such user\r\n"
    assert read_mail(bounce).automatic == Automatic.BOUNCE
    assert not read_mail(bounce).automatic_certain


def test_a_null_sender_with_the_subject_of_a_bounce_is_one():
    mail = read_mail(written(b"x", subject="Unzustellbar: Störung"), mail_from="")

    assert mail.automatic == Automatic.BOUNCE


def test_a_null_sender_alone_says_nothing_but_is_not_answered():
    mail = read_mail(written(b"No calls"), mail_from="")

    assert mail.automatic is None
    assert not mail.answerable


@pytest.mark.parametrize("name", ["bounce", "auto-reply", "list", "receipt", "suppressed-only", "no-reply-sender"])
def test_machines_and_those_who_ask_for_silence_are_not_answered(name: str):
    assert not read(name).answerable


@pytest.mark.parametrize(
    "address",
    [
        *("noreply@a.example", "No-Reply@a.example", "donotreply@a.example", "do_not_reply+7@a.example"),
        *("mailer-daemon@a.example", "postmaster@a.example", "bounce-77@a.example", "noreply-dispatch@a.example"),
        "support@desk.example",
        "Support+t1.abc@desk.example",
    ],
)
def test_nobody_behind_an_address_means_no_answer(address: str):
    raw = written(b"x").replace(b"ines@harborvoice.example", address.encode())

    assert not read_mail(raw, own_addresses=OURS).answerable


@pytest.mark.parametrize("address", ["ines@a.example", "replynow@a.example", "norep@a.example", "bouncer@a.example"])
def test_people_are_answered(address: str):
    raw = written(b"x").replace(b"ines@harborvoice.example", address.encode())

    assert read_mail(raw, own_addresses=OURS).answerable


def test_an_answer_is_never_sent_round_in_a_circle():
    assert not read_mail(written(b"x", "Reply-To: support@desk.example"), own_addresses=OURS).answerable


def test_a_mail_without_a_sender_is_read_and_not_answered():
    mail = read_mail(b"Subject: x\n\nNo calls")

    assert (mail.sender.address, mail.answerable, mail.text) == ("", False, "No calls")
    assert "it names no sender that could be answered" in mail.defects
