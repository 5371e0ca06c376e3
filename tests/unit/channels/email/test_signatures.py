"""A signature is set apart where it is certain, and what may be content stays."""

from __future__ import annotations

import pytest

from deskbot.channels.email.replies.signatures import GAP, signature_start
from deskbot.channels.email.replies.stripping import Thread, written

INES = Thread(subject="x", sender="ines.duarte@harborvoice.example", name="Ines Duarte")


def signature(text: str) -> str:
    return written(text, INES).signature


@pytest.mark.parametrize(
    "block",
    [
        "Ines",
        "- Ines",
        "Ines Duarte, Harbor Voice",
        "Ines Duarte\n305 555 0144",
        "Regards,\nInes Duarte\nHarbor Voice",
        "Thanks, Ines",
        "Thanks and regards\nInes",
        "Viele Grüße\nInes Duarte",
        "Bien cordialement,\nInes Duarte\nTél. : +33 1 55 55 01 44",
        "Best,\n\nInes Duarte\nHarbor Voice\nwww.harborvoice.example",
        "Sent from my iPhone",
        "Sent from Yahoo Mail on Android",
        "Sent via the Samsung Galaxy S21 5G, an AT&T 5G smartphone",
        "Get Outlook for Android<https://aka.ms/AAb9ysg>",
        "Diese Nachricht wurde von meinem Android-Mobiltelefon mit GMX Mail gesendet.",
        "Bu e-posta iPhone'umdan gönderildi",
        "나의 iPhone에서 보냄",
        "נשלח מה-iPhone שלי",
        "Thanks!",
    ],
)
def test_a_block_at_the_end_is_a_signature(block: str):
    assert signature(f"It is down.\n\n{block}") == block


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for the quick answer\n\nIt works now, all forty of them.",
        "It is down.\n\nThanks\n50-77B3-E210",
        "It is down.\n\nThanks\nHost ID: 50-77B3-E210",
        "It is down.\n\nThanks\n192.0.2.61",
        "On site is Dana\nInes Duarte is the backup, 305 555 0144",
        "The names on the phones:\n\nReception\n\nInes Duarte\n\nDana Whitlow",
        "It is down.\n\nThanks\n\nTrunk 1\nTrunk 2",
        "It is down.\n\nThanks\nSite: Hollis Vet Clinic",
        "It is down.\n\nThanks\nEmergency: nobody can dial 911",
        "It is down.\n\nRegards,\nInes\n\nWhen will you call?",
        "It is down.\n\n1. 50-77B3-E210\n2. 305 555 0144",
        "Whom to call?\nInes Duarte",
        "Please call:\n\nInes Duarte\n305 555 0144",
        "Error 503\n\n--\n09:12:44 trunk 1 DOWN",
        "The mail was sent from my iPhone app to all users.",
        "Walt Kimura\n305 555 0190\nwalt@kimuranursery.example",
        "We get: Thanks, your call is important",
        "The switch says\n\nport 12 down\nport 13 down",
    ],
)
def test_what_may_be_content_stays(text: str):
    assert signature(text) == ""
    assert written(text, INES).reply == text


def test_the_delimiter_belongs_to_neither_part():
    new = written("It is down.\n\n-- \nanything at all may stand here\nas many mailers write a motto", INES)

    assert new.reply == "It is down."
    assert new.signature == "anything at all may stand here\nas many mailers write a motto"


def test_a_name_right_below_a_quote_is_an_answer():
    assert signature_start(["7.0.12", GAP, "Ines Duarte"], "Ines Duarte") == 3


def test_a_mail_that_is_nothing_but_a_phones_line_says_nothing():
    assert written("Sent from my iPhone", INES) == written("\nSent from my iPhone\n", INES)
    assert written("Sent from my iPhone", INES).reply == ""


def test_a_mail_that_is_nothing_but_a_closing_formula_keeps_it():
    assert written("Thanks,\nInes", INES).reply == "Thanks,\nInes"


def test_a_legal_notice_goes_with_the_signature_above_it():
    notice = "This e-mail is confidential. If you are not the intended recipient, delete it and tell the sender."

    assert signature(f"It is down.\n\nRegards\nInes\n\n{notice}") == f"Regards\nInes\n\n{notice}"


def test_names_of_shared_mailboxes_are_nobodys_name():
    thread = Thread(subject="x", sender="support@harborvoice.example", name="Support Team")

    assert written("It is down.\n\nSupport", thread).signature == ""


def test_a_footer_below_the_quote_does_not_hide_the_signature_above_it():
    thread = Thread(subject="Re: x", answers=True, name="Ines Duarte")
    new = written("Fixed.\n\nInes\n\nOn 9.11.2026 Walt <w@b.example> wrote:\n> hi\n\n-- \nThe list's footer", thread)

    assert new.reply == "Fixed."
    assert new.signature == "Ines\n\n-- \nThe list's footer".replace("-- ", "--")


@pytest.mark.parametrize(
    "motto",
    ["24-hour service: phone us, don't e-mail", "Ask us about fraud - is your phone system being hacked tonight?"],
)
def test_a_motto_right_below_name_and_company_is_signature(motto: str):
    new = written(f"It is down.\n\nThank you!\nInes\nHarbor Voice\n{motto}", INES)

    assert new.reply == "It is down."
    assert new.signature.endswith(motto)


@pytest.mark.parametrize("gap", ["\n", "\nHarbor Voice\n\n"])
def test_a_sentence_below_the_name_alone_or_below_an_empty_line_is_content(gap: str):
    text = f"It is down.\n\nThank you!\nInes{gap}And now nobody there can make any calls either."

    assert written(text, INES).reply == text


def test_a_name_that_only_the_mailbox_spells_out_opens_a_signature():
    thread = Thread(subject="x", sender="ines.duarte@harborvoice.example", name="Ines D. / Harbor")

    assert written("It is down.\n\nInes Duarte\nHarbor Voice\n305 555 0144", thread).reply == "It is down."


def test_a_mailbox_that_is_named_after_something_else_names_nobody():
    thread = Thread(subject="x", sender="phones@harborvoice.example", name="Ines Duarte")

    assert written("It is down.\n\nPhones 305 555 0144", thread).signature == ""
