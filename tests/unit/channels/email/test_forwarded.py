"""Who wrote a mail that is passed on in the text, as mailers show it."""

from __future__ import annotations

import pytest

from deskbot.channels.email.replies.forwarded import forwarded_mails, forwarded_sender
from deskbot.channels.email.replies.stripping import Thread, written
from deskbot.model.message import Address, Forwarded
from tests.unit.channels.email.mails import OURS

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
