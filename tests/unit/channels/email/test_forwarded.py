"""Who wrote a mail that is passed on in the text, as mailers show it."""

from __future__ import annotations

import pytest

from deskbot.channels.email.parsing import read_mail
from deskbot.channels.email.replies.forwarded import forwarded_mails, forwarded_sender
from deskbot.channels.email.replies.stripping import Thread, written
from deskbot.model.message import Address, Forwarded
from tests.unit.channels.email.mails import OURS
from tests.unit.channels.email.mails import written as written_mail

FORWARD = Thread(subject="Fwd: phones dead", ours=OURS)
WALT = Address("walt@kimuranursery.example", "Walt Kimura")


def mails(text: str, thread: Thread = FORWARD) -> tuple[Forwarded, ...]:
    return forwarded_mails(written(text, thread), thread)


def sender(text: str, thread: Thread = FORWARD) -> Address | None:
    return forwarded_sender(written(text, thread).passed_on, thread)


@pytest.mark.parametrize(
    "shown",
    [
        "Walt Kimura <walt@kimuranursery.example>",
        '"Walt Kimura" <walt@kimuranursery.example>',
        "Walt Kimura [mailto:walt@kimuranursery.example]",
        "Walt Kimura <walt@kimuranursery.example<mailto:walt@kimuranursery.example>>",
        "*Walt Kimura* <walt@kimuranursery.example>",
        "Walt Kimura (walt@kimuranursery.example)",
        "Walt Kimura\n<walt@kimuranursery.example>",
    ],
)
def test_name_and_mailbox_are_read_as_mailers_show_them(shown: str):
    text = f"See below.\n\n---------- Forwarded message ---------\nFrom: {shown}\nDate: 9 Nov 2026\nSubject: x\n\nDead."

    assert sender(text) == WALT


EVE = "eve@evil.example"
SPOOFS = [
    f"walt@kimuranursery.example <{EVE}>",
    f'"walt@kimuranursery.example" <{EVE}>',
    f"Walt Kimura (walt@kimuranursery.example) <{EVE}>",
    f"<walt@kimuranursery.example> <{EVE}>",
    f"Walt [mailto:walt@kimuranursery.example] <{EVE}>",
    f"walt@kimuranursery.example [mailto:{EVE}]",
    f"walt@kimuranursery.example <{EVE}<mailto:{EVE}>>",
    f"walt\uff20kimuranursery.example <{EVE}>",
    f"walt@kimuranursery.example\n<{EVE}>",
]


@pytest.mark.parametrize("shown", SPOOFS)
@pytest.mark.parametrize("head", ["---------- Forwarded message ---------\n", ""])
def test_an_address_that_somebody_took_for_a_name_is_not_theirs(shown: str, head: str):
    text = f"FYI\n\n{head}From: {shown}\nDate: 9 Nov 2026\nSubject: x\nTo: Ines <ines@h.example>\n\nDead."

    assert sender(text) == Address(EVE, "")


@pytest.mark.parametrize("shown", SPOOFS)
def test_the_same_holds_for_html_as_outlook_writes_it(shown: str):
    shown = shown.replace("\n", " ").replace("<", "&lt;").replace(">", "&gt;")
    page = (
        f"<html><body><p>FYI</p><div style='border-top:solid 1pt'><p><b>From:</b> {shown}<br><b>Sent:</b> Monday, "
        "November 9, 2026 11:58 AM<br><b>To:</b> Ines &lt;ines@h.example&gt;<br><b>Subject:</b> x</p></div><p>Dead.</p>"
    )
    raw = written_mail(page.encode(), "Content-Type: text/html; charset=utf-8", subject="FW: x")

    assert read_mail(raw).forwarded_from == Address(EVE, "")


@pytest.mark.parametrize("padding", ["x" * 300, "x " * 150])
def test_a_mailbox_behind_a_name_too_long_to_be_read_is_not_known(padding: str):
    text = (
        f"FYI\n\n---------- Forwarded message ---------\nFrom: walt@kimuranursery.example {padding} <{EVE}>\n"
        "Date: 9 Nov 2026\nSubject: x\nTo: Ines <ines@h.example>\n\nDead."
    )
    found = sender(text)
    assert found is None or found.address in {"", EVE}


@pytest.mark.parametrize(
    ("shown", "address"),
    [
        (f"walt@kimuranursery.example <{EVE}>", EVE),
        (f'"walt@kimuranursery.example" <{EVE}>', EVE),
        (f"walt@kimuranursery.example, {EVE}", ""),
        (f"walt@kimuranursery.example\r\nFrom: {EVE}", ""),
    ],
)
def test_the_same_holds_for_an_attached_mail(shown: str, address: str):
    inner = f"From: {shown}\r\nTo: ines@h.example\r\nSubject: x\r\nDate: 9 Nov 2026 10:00:00 +0000\r\n\r\nDead."
    raw = written_mail(
        f"--b\r\n\r\nFYI\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--b--\r\n".encode(),
        "Content-Type: multipart/mixed; boundary=b",
        subject="Fwd: x",
    )
    found = read_mail(raw).forwarded_from
    assert (found.address if found else "") == address
    assert not found or "@" not in found.name


def test_a_mailbox_alone_has_no_name():
    text = "FYI\n\nFrom: walt@kimuranursery.example\nSent: Monday, 9 November 2026\nTo: Ines\nSubject: x\n\nDead."

    assert sender(text) == Address("walt@kimuranursery.example", "")


def test_a_name_alone_is_better_than_nothing():
    text = "FYI\n\nFrom: Walt Kimura\nSent: Monday, 9 November 2026 15:40\nTo: Ines\nSubject: x\n\nDead."

    assert sender(text) == Address("", "Walt Kimura")


def test_below_a_separator_who_wrote_may_stand_in_a_sentence():
    text = (
        "Urgent.\n\n------- Forwarded Message -------\n"
        "On Monday, November 9th, 2026 at 3:40 PM, Walt Kimura <walt@kimuranursery.example> wrote:\n\nDead."
    )

    assert sender(text) == WALT


@pytest.mark.parametrize(
    "subject",
    ["WG: x", "Tr : x", "RV: x", "Doorst: x", "I: x", "VS: VL: x", "转发: x", "Пересл: x", "FW: RE: x", "[ext] Fwd: x"],
)
def test_the_subject_says_in_many_languages_that_a_mail_is_passed_on(subject: str):
    text = "From: Walt Kimura <walt@kimuranursery.example>\nSent: 9.11.2026\nTo: Ines\nSubject: x\n\nDead."
    thread = Thread(subject=subject, ours=OURS)

    assert sender(f"See below.\n\n{text}", thread) == WALT or not thread.forwards


def test_a_mail_of_ours_was_written_by_nobody_else():
    text = f"Any news?\n\n---------- Forwarded message ---------\nFrom: Desk <{OURS[0]}>\nDate: 1\nSubject: x\n\nold"

    assert sender(text) is None


def test_an_answer_passes_nothing_on():
    text = "Yes.\n\nFrom: Walt Kimura <walt@kimuranursery.example>\nSent: 9.11.2026\nTo: Ines\nSubject: x\n\nDead."

    assert sender(text, Thread(subject="Re: x", answers=True, ours=OURS)) is None


BLOCK = "From: Walt Kimura <walt@kimuranursery.example>\nSent: Monday, 9 November 2026 15:40\nTo: {}\nSubject: x"
INES = "Ines Duarte <ines@harborvoice.example>"
DEAD = "Nobody can call out.\n\nRegards\nWalt Kimura\n305 555 0190"


def test_the_mail_that_is_passed_on_stands_apart_from_the_note_its_header_and_its_signature():
    text = f"See below.\n\n{BLOCK.format(INES)}\n\n{DEAD}"

    assert written(text, FORWARD).own == "See below."
    assert mails(text) == (Forwarded("Nobody can call out.", "Regards\nWalt Kimura\n305 555 0190", WALT),)


def test_a_mail_within_a_mail_is_told_apart():
    top = "---------- Forwarded message ---------\nFrom: Dana <dana@harborvoice.example>\nSubject: x\n\nFile this?\n\n"
    first, second = mails(f"{top}{BLOCK.format(INES)}\n\n{DEAD}")

    assert (first.text, second.text) == ("File this?", "Nobody can call out.")
    assert second.sender == WALT


def test_a_letter_of_ours_below_a_mail_that_is_passed_on_is_not_among_them():
    ours = "From: Desk <support@desk.example>\nSent: Monday, 9 November 2026 15:00\nTo: Walt\nSubject: x\n\n911?"

    assert [one.text for one in mails(f"FYI\n\n{BLOCK.format(INES)}\n\nNo.\n\n{ours}")] == ["No."]


def test_a_mail_that_is_quoted_as_a_whole_loses_the_signs_of_the_quote():
    text = "\n".join(f"> {line}" for line in f"Begin forwarded message:\n\n{BLOCK.format(INES)}\n\n{DEAD}".split("\n"))

    assert mails(f"FYI\n\n{text}") == (Forwarded("Nobody can call out.", "Regards\nWalt Kimura\n305 555 0190", WALT),)


def test_a_mail_that_leads_an_answer_is_not_passed_on():
    text = f"{BLOCK.format(INES)}\n\nIs it 7.1?\n\nYes."

    assert mails(text, Thread(subject="Re: x", answers=True, ours=OURS)) == ()


def test_mails_within_mails_without_end_are_all_kept():
    text = "\n\n".join(f"{BLOCK.format(INES)}\n\nNumber {number}." for number in range(40))
    found = mails(text)

    assert [one.text for one in found[:2]] == ["Number 0.", "Number 1."]
    assert found[-1].text.endswith("Number 39.")
