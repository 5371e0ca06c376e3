"""Answers that stand within our letter are found with their questions; the questions themselves are no answers."""

from __future__ import annotations

import textwrap

import pytest

from deskbot.tickets.interlinear import TICKED, answers_below

QUESTIONS = (
    "Who is the end customer?",
    "What is the old Host ID (of the present licence)?",
    "What is the new Host ID (that the licence shall have)?",
    "Of when is the last good backup?",
)
LETTER = (
    "## reply above this line ##\n\nHello Ty,\n\nTo go on we need the following. Please answer by number:\n\n"
    "1. Who is the end customer?\n"
    "2. What is the old Host ID (of the present licence)?\n"
    "3. What is the new Host ID (that the licence shall have)?\n"
    "4. Of when is the last good backup? (if you have it)\n\n"
    "A person at the desk looks at it and decides.\n\n-- \nExample Telephony Service Desk\n"
)
ANSWERS = {1: "Bay Hotel", 2: "A7C3-1190", 3: "B7D4-2201", 4: "last night"}


def answered(form: str, *, mark: str = "", width: int = 1000, only: tuple[int, ...] = (1, 2, 3, 4)) -> str:
    """Return the letter as it comes back, answered in a form of question and answer."""
    lines: list[str] = []
    for line in LETTER.split("\n"):
        place = int(line[0]) if line[:1].isdigit() else 0
        quoted = "\n".join(f"{mark}{one}" for one in textwrap.wrap(line, width) or [""])
        lines.append(form.format(q=quoted, a=ANSWERS[place]) if place in only else quoted)
    return "\n".join(lines)


@pytest.mark.parametrize("form", ["{q}\n{a}", "{q} {a}", "{q}\n\n{a}\n", "{q}\n> {a}", "{q}\n[TO] {a}", "{q}\n*{a}*"])
@pytest.mark.parametrize("mark", ["", "> ", ">> ", "| ", "TO> "])
@pytest.mark.parametrize("width", [1000, 40])
def test_answers_are_found_whatever_the_mailer_does_to_the_quote(form: str, mark: str, width: int) -> None:
    assert answers_below(answered(form, mark=mark, width=width), LETTER, QUESTIONS) == ANSWERS


@pytest.mark.parametrize("mark", ["", "> "])
@pytest.mark.parametrize("width", [1000, 40, 12])
def test_of_the_questions_themselves_nothing_is_an_answer(mark: str, width: int) -> None:
    assert answers_below(answered("{q}", mark=mark, width=width), LETTER, QUESTIONS) == {}


def test_a_question_without_an_answer_takes_none_of_its_neighbours() -> None:
    assert answers_below(answered("{q}\n{a}", only=(1, 3)), LETTER, QUESTIONS) == {1: "Bay Hotel", 3: "B7D4-2201"}


def test_a_question_that_came_back_changed_is_no_answer() -> None:
    text = answered("{q}\n{a}", only=(1,)).replace("What is the old Host ID (of the", "What is the old Host-ID (of the")

    assert "present" not in str(answers_below(text, LETTER, QUESTIONS))


def test_numbers_that_a_list_put_before_the_answers_are_none_of_theirs() -> None:
    text = (
        "1. Who is the end customer?\n2. Bay Hotel\n3. What is the old Host ID (of the present licence)?\n4. A7C3-1190"
    )

    assert answers_below(text, LETTER, QUESTIONS) == {1: "Bay Hotel", 2: "A7C3-1190"}


def test_below_the_last_question_the_answer_ends_with_its_paragraph() -> None:
    text = "4. Of when is the last good backup? (if you have it)\nlast night,\nat two\n\nRegards, Ty"

    assert answers_below(text, LETTER, QUESTIONS) == {4: "last night, at two"}


def test_a_text_without_our_questions_answers_none() -> None:
    assert answers_below("1. Bay Hotel\n2. A7C3-1190", LETTER, QUESTIONS) == {}
    assert answers_below("", LETTER, QUESTIONS) == {}
    assert answers_below("Hello", "", ()) == {}


ITEMS = ("the serial number of the faulty device", "that serial number is registered", "the address for a replacement")
LIST = (
    "This is what the desk looks at:\n\n[ ] the serial number of the faulty device\n"
    "[ ] that serial number is registered\n[ ] the address for a replacement\n\nA person decides about the return.\n"
)


@pytest.mark.parametrize("mark", ["", "> "])
def test_a_list_of_ours_is_answered_by_ticks_and_by_words_behind_its_items(mark: str) -> None:
    back = LIST.replace("device\n", "device: 5025-0077120\n").replace("[ ] that", "[x] that")
    text = "\n".join(f"{mark}{line}" for line in back.split("\n"))

    assert answers_below(text, LIST, ITEMS) == {1: "5025-0077120", 2: TICKED}


def test_a_list_of_ours_that_comes_back_as_it_was_answers_nothing() -> None:
    assert answers_below(LIST, LIST, ITEMS) == {}


@pytest.mark.parametrize("mark", ["", "> "])
@pytest.mark.parametrize(("answer", "found"), [("", {}), ("\nlast night", {1: "last night"})])
def test_a_word_that_stands_alone_in_our_letter_is_no_answer(mark: str, answer: str, found: dict[int, str]) -> None:
    letter = "4. Of when is the last good backup?\n\nThanks\n\n-- \nExample Telephony Service Desk\n"
    back = letter.replace("backup?", f"backup?{answer}")
    text = "\n".join(f"{mark}{line}" for line in back.split("\n"))

    assert answers_below(text, letter, QUESTIONS[3:]) == found
