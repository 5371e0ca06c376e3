"""A mail that came within another one is read with it, where the other one only passes it on."""

from __future__ import annotations

from deskbot.channels.email.parsing import read_mail
from deskbot.channels.email.reading.limits import MAX_TEXT
from deskbot.model.message import Address
from tests.unit.channels.email.mails import OURS, written

WALT = Address("walt@kimuranursery.example", "Walt Kimura")


def with_attached(cover: str, inner: str, kind: str = "message/rfc822") -> bytes:
    return written(
        f"--b\n\n{cover}\n--b\nContent-Type: {kind}\n\n{inner}\n--b--\n".encode(),
        "Content-Type: multipart/mixed; boundary=b",
    )


def test_the_writer_of_an_attached_mail_is_known():
    mail = read_mail(with_attached("FYI", "From: Walt Kimura <walt@kimuranursery.example>\nSubject: dead\n\nNo calls"))

    assert mail.forwarded_from == WALT
    assert mail.reply == "FYI\n\ndead\n\nNo calls"


def test_an_attached_mail_of_our_own_is_not_passed_on():
    mail = read_mail(with_attached("FYI", f"From: {OURS[0]}\nSubject: dead\n\nNo calls"), own_addresses=OURS)

    assert mail.forwarded_from is None
    assert mail.reply == "FYI"


def test_an_attached_mail_with_an_international_header_is_opened_too():
    mail = read_mail(with_attached("FYI", "From: walt@kimuranursery.example\n\nNo calls", "message/global"))

    assert mail.forwarded_from == Address("walt@kimuranursery.example")


def test_an_attached_mail_without_a_sender_is_read_and_names_nobody():
    mail = read_mail(with_attached("FYI", "Subject: dead\n\nNo calls"))

    assert mail.forwarded_from is None
    assert "No calls" in mail.reply


def test_an_attached_mail_goes_before_a_block_in_the_text():
    inner = "From: Walt Kimura <walt@kimuranursery.example>\nSubject: dead\n\nNo calls"
    block = "-------- Forwarded Message --------\nSubject: x\nDate: Mon, 9 Nov 2026\nFrom: x@other.example\n\nold"

    assert read_mail(with_attached(block, inner)).forwarded_from == WALT


def test_the_texts_of_many_attached_mails_are_bounded_together_and_it_is_said():
    inner = "--b\nContent-Type: message/rfc822\n\nFrom: walt@kimuranursery.example\n\n" + "no calls\n" * 60_000
    mails = f"--b\n\nFYI\n{inner * 4}--b--".encode()
    mail = read_mail(written(mails, "Content-Type: multipart/mixed; boundary=b"))

    assert mail.reply.startswith("FYI\n\nno calls\n")
    assert MAX_TEXT - 10 < len(mail.reply) <= MAX_TEXT
    assert mail.defects == (f"the attached mails are longer than {MAX_TEXT:,} characters: the rest was not read",)
