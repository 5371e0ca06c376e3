"""What is said in few words: two segments, the weightiest first, in every language."""

from __future__ import annotations

import pytest

from deskbot.model.case import Action, Category, Decision, Severity, Standing, Writer
from deskbot.model.gsm import as_texted, is_gsm, segments
from deskbot.model.message import Question
from deskbot.tickets import brief, replies
from deskbot.tickets.speech import LANGUAGES

PROVEN = Writer(standing=Standing.PROVEN, why="a number", person="Jana Vogt")
STRANGER = Writer(standing=Standing.UNPROVEN, why="none")
LONG = Question("impact", "Who is hit?", "How many users or sites are hit, and do calls in or out fail? " * 5)
SHORT, HELPFUL = Question("model", "Which system?", "System type?"), Question("network", "Net?", "VPN?", helpful=True)


def setting(language: str, **more: object) -> replies.Setting:
    return replies.Setting(desk_name="Example Desk", phone="+1 202 555 0100", language=language, **more)


def decision(**more: object) -> Decision:
    given = {"category": Category.INCIDENT, "severity": Severity.S1, **more}
    return Decision(action=Action.OPEN, **given)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "page",
    [
        {"paged": True},
        {"paged_already": True},
        {"taken_by": "Ana Ruiz"},
        {"paged_from": "2026-03-03, 08:00 (Europe/Berlin)"},
        {"page_held": True},
        {},
    ],
)
@pytest.mark.parametrize("writer", [PROVEN, STRANGER])
@pytest.mark.parametrize("category", [Category.INCIDENT, Category.ENDUSER])
def test_whatever_is_said_fits_into_two_segments_and_names_the_ticket_or_the_number(
    language: str, page: dict[str, object], writer: Writer, category: Category
) -> None:
    said = brief.acknowledgement(
        1042,
        decision(category=category, questions=(SHORT, HELPFUL)),
        writer,
        setting(language, promised="2026-03-03, 08:00 (Europe/Berlin)", **page),
    )

    assert segments(as_texted(said)) <= 2
    assert is_gsm(as_texted(said))
    assert "T-1042" in said or "+1 202 555 0100" in said


def test_what_does_not_fit_is_left_out_from_the_end() -> None:
    said = brief.acknowledgement(1042, decision(questions=(LONG,)), PROVEN, setting("en", paged=True))

    assert "being paged" in said
    assert "How many users" not in said


def test_what_something_waits_for_is_asked_before_what_helps() -> None:
    assert brief.one_question((HELPFUL, SHORT)) == (SHORT,)
    assert brief.one_question(()) == ()


def test_a_letter_is_texted_without_what_stands_around_it() -> None:
    letter = replies.from_desk("Please restart it.", "Ana Ruiz", setting("en"))

    assert brief.of_letter(1042, letter) == "T-1042: Please restart it.\nAna Ruiz"
    assert brief.of_letter(1042, replies.taken(1042, "Ana", setting("en"))).startswith("Ana has taken ticket T-1042")


@pytest.mark.parametrize("text", ["Please look at this. " * 40, "x" * 2000, "Проверьте линию. " * 60])
def test_the_beginning_of_a_long_text_says_where_the_rest_is(text: str) -> None:
    said = brief.begun(text, "The whole of it comes by mail.")

    assert segments(as_texted(said)) <= 2
    assert said.endswith("The whole of it comes by mail.")


def test_a_line_like_the_one_above_our_signature_cuts_nothing_off():
    words = "The log says:\n-- \nregister failed\n\nPlease restart it."

    assert brief.body_of(replies.from_desk(words, "Ana Ruiz", setting("en"))) == f"{words}\n\nAna Ruiz"
