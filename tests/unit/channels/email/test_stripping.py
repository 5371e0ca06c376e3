"""`reply` is what the writer wrote anew, and when in doubt nothing is cut."""

from __future__ import annotations

import pytest

from deskbot.channels.email.replies.stripping import Thread, new_text, written
from deskbot.model.message import MARKER
from tests.unit.channels.email.mails import OURS, names, read

ANSWER = "The host ID is 50-77B3-E210."
QUOTED = "Emergency - System Down"
ANSWERS = [name for name in names() if name.startswith(("gmail", "outlook", "thunderbird", "apple"))]


@pytest.mark.parametrize("name", [*ANSWERS, "marker"])
def test_the_quoted_mail_goes_and_answer_and_signature_stay(name: str):
    mail = read(name)

    assert mail.words.startswith(ANSWER)
    assert mail.words.endswith("305 555 0144")
    assert QUOTED in mail.text
    assert "desk.example" not in mail.reply
    assert QUOTED not in mail.reply


@pytest.mark.parametrize("name", ["forward-gmail", "forward-outlook", "forward-apple", "forward-changed-subject"])
def test_the_body_of_a_forwarded_mail_is_new(name: str):
    reply = read(name).reply

    assert "Nobody can call out since noon." in reply
    assert "305 555 0144" in reply


def test_a_forwarded_mail_that_we_wrote_is_not_new():
    assert read("forward-of-ours").reply == "Any news? Ines, 305 555 0144"


def test_the_text_of_an_attached_mail_counts_beside_an_almost_empty_cover_note():
    assert read("forward-attached").reply == ("FYI\n\nphones/dead\n\nNobody can call out since noon, señor Ruiz says.")
    assert read("forward-attached").signature == "Ines Duarte, 305 555 0144"


def test_what_a_bounce_returns_is_not_new():
    assert QUOTED not in read("bounce").reply


def test_answers_between_the_quoted_lines_stay_apart_and_the_questions_go():
    assert read("interleaved").reply == ("Answers below.\n\n50-77B3-E210\n\n7.0.12\n\nAll 40 of them.")
    assert read("interleaved").signature == "Ines Duarte, 305 555 0144"


def test_answers_below_a_quoted_marker_stay():
    assert read("marker-quoted-answers-below").reply == "50-77B3-E210, and call Ines on 305 555 0144"


def test_an_answer_that_only_quotes_us_says_nothing_new():
    assert read("empty-answer").reply == ""


@pytest.mark.parametrize("name", ["trap-colleague-wrote", "trap-call-example", "trap-console", "html-table", "nested"])
def test_what_only_looks_like_a_quote_stays(name: str):
    mail = read(name)

    assert mail.words.split() == mail.text.split()


def test_the_marker_is_the_one_that_stands_in_our_letters():
    text = f"new\n\n{MARKER}\nold"

    assert new_text(text, Thread()) == "new"


def test_the_marker_cuts_without_any_other_sign():
    assert new_text("new\n\n*## reply above this line ##*\nold\n> older", Thread(subject="x")) == "new"


def test_a_signature_below_a_rule_stays():
    text = "New.\n________________________________\nName: Ines\nTel: 305 555 0144\nMail: ines@harborvoice.example"

    assert new_text(text, Thread(answers=True)) == text


def test_a_mail_that_is_all_quote_of_somebody_else_is_kept():
    text = "On Mon, 9 Nov 2026 at 16:02, Walt <walt@kimuranursery.example> wrote:\n> No calls since noon"

    assert new_text(text, Thread(answers=True, ours=OURS)) == text


def test_an_attribution_with_nothing_above_cuts_nothing_unquoted():
    text = "On Mon, 9 Nov 2026 at 16:02, Walt <walt@kimuranursery.example> wrote:\n\nNo calls since noon"

    assert new_text(text, Thread(answers=True, ours=OURS)) == text


def test_a_history_of_two_persons_who_wrote_to_us_before_is_cut_without_re_in_the_subject():
    text = (
        "Any news?\n\nFrom: Ines <ines@harborvoice.example>\nSent: Monday\nTo: support@desk.example\nSubject: x\n\nold"
    )

    assert new_text(text, Thread(subject="News", ours=OURS, sender="ines@harborvoice.example")) == "Any news?"


@pytest.mark.parametrize(
    "separator", ["-----Original Message-----", "-----Ursprüngliche Nachricht-----", "----- Mensaje original -----"]
)
def test_a_separator_cuts_an_answer(separator: str):
    assert new_text(f"new\n\n{separator}\nold", Thread(subject="Re: x")) == "new"


def test_empty_lines_are_collapsed():
    assert new_text("\n\na\n\n\n\nb\n", Thread()) == "a\n\nb"


def test_what_a_console_printed_stays_above_a_quote_that_somebody_introduces():
    text = "See:\n\n> state: DOWN\n\nWhat is it?\n\nOn 9.11.2026 Desk <support@desk.example> wrote:\n> hi"

    assert new_text(text, Thread(answers=True, ours=OURS)) == "See:\n\n> state: DOWN\n\nWhat is it?"


ANSWERING = Thread(subject="Re: x", answers=True, ours=OURS, sender="ines@harborvoice.example", name="Ines Duarte")
STRANGER = (
    "From: Walt Kimura <walt@kimuranursery.example>\nSent: Monday, November 9, 2026 3:40 PM\n"
    "To: Ines Duarte <ines@harborvoice.example>\nSubject: dead\n\nNobody can call out."
)
HISTORY = "From: Desk <support@desk.example>\nSent: Monday, November 9, 2026 3:00 PM\nTo: Ines\nSubject: x\n\nold"


@pytest.mark.parametrize(
    "announcement",
    [
        "The customer has just written this:",
        "See below.",
        "The customer just wrote this.\n\nRegards\nInes Duarte",
        "Siehe unten",
        "Voir ci-dessous.",
        "El cliente nos escribe lo siguiente:",
    ],
)
def test_a_strangers_mail_that_an_answer_announces_stays_and_our_own_below_it_goes(announcement: str):
    new = written(f"{announcement}\n\n{STRANGER}\n\n{HISTORY}", ANSWERING)

    assert new.below == STRANGER
    assert new.reply.endswith(STRANGER)


@pytest.mark.parametrize("above", ["It is 7.1.", "It is 7.1.\n\nRegards\nInes Duarte", "See below.\n\nIt is 7.1."])
def test_a_strangers_mail_below_an_answer_that_does_not_announce_it_is_history(above: str):
    assert STRANGER not in written(f"{above}\n\n{STRANGER}", ANSWERING).reply


@pytest.mark.parametrize("sender", ["Desk <support@desk.example>", "Ines Duarte <ines@harborvoice.example>"])
def test_a_mail_of_ours_or_of_the_writer_is_history_whatever_stands_above_it(sender: str):
    block = STRANGER.replace("Walt Kimura <walt@kimuranursery.example>", sender)

    assert written(f"See below:\n\n{block}", ANSWERING).reply == "See below:"
