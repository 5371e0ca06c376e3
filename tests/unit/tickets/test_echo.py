"""Our own words that come back are recognised, however a mailer wrapped them; the writer's own stay."""

from __future__ import annotations

import sys

from deskbot.tickets.echo import MOST_WORDS, RUN, above_ours, answers_within, holds_ours, without_ours

OURS = (
    "To go on we need the following. Please answer by number, above this text:\n\n"
    "1. Which software release does the system run, as its status page shows it?\n"
    "2. How many users are concerned, and can they still call in or out at all?\n\n"
    "-- \nExample Telephony Service Desk\nService Desk: +1 202 555 0100\n"
)


def test_our_letter_goes_as_a_whole():
    assert without_ours(f"It is 7.1.\n\n{OURS}", [OURS]) == "It is 7.1."


def test_it_is_known_again_when_wrapped_anew_and_quoted():
    words = OURS.split()
    wrapped = "\n".join("> " + " ".join(words[at : at + 5]) for at in range(0, len(words), 5))

    assert without_ours(f"It is 7.1.\n\n{wrapped}", [OURS]) == "It is 7.1."


def test_answers_between_our_lines_stay():
    lines = OURS.split("\n")
    lines.insert(3, "7.1.2")
    lines.insert(5, "All forty of them, calls in work.")

    assert without_ours("\n".join(lines), [OURS]) == "7.1.2\nAll forty of them, calls in work."


def test_below_the_writers_last_word_our_letter_goes_and_between_their_words_it_stays():
    lines = OURS.split("\n")
    lines.insert(3, "7.1.2")
    answered = above_ours("\n".join(lines), [OURS])

    assert answered == "\n".join(lines[:4])


def test_a_line_of_ours_that_the_writer_took_up_stays():
    text = "It is this:\n\n2. How many users are concerned, and can they still call in or out at all?"

    assert above_ours(text, [OURS]) == text


def test_what_stands_between_our_lines_is_an_answer():
    lines = OURS.split("\n")
    lines.insert(3, "7.1.2")

    assert answers_within("\n".join(["Hello,", *lines, "Ty"]), [OURS]) == ["7.1.2"]
    assert answers_within("7.1.2", [OURS]) == []


def test_a_letter_of_ours_and_nothing_else_leaves_nothing():
    assert above_ours(OURS, [OURS]) == ""


def test_an_answer_on_the_line_of_the_question_stays_with_it():
    text = "1. Which software release does the system run, as its status page shows it? 7.1.2"

    assert without_ours(text, [OURS]) == text


def test_a_few_words_of_ours_are_anybodys_words():
    text = "Which software release does the system"
    assert len(text.split()) < RUN

    assert without_ours(text, [OURS]) == text
    assert not holds_ours(text, [OURS])


def test_nothing_of_ours_changes_nothing():
    text = "a\n\n\n  b  \n> c"

    assert without_ours(text, [OURS]) == text
    assert without_ours(text, []) == text


def test_initials_before_quoted_lines_hide_nothing():
    words = OURS.split()
    quoted = "\n".join("AR> " + " ".join(words[at : at + 3]) for at in range(0, len(words), 3))

    assert holds_ours(quoted, [OURS])


def test_a_run_of_our_words_is_found_in_the_middle_of_a_line():
    assert holds_ours(f"As you say, {' '.join(OURS.split()[20:30])}, I think.", [OURS])


def calls_for(size: int) -> int:
    """Count the calls that a text of some size takes; repeated words are the worst case."""
    counted = 0

    def count(_frame: object, event: str, _what: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    text = "again and " * size
    sys.setprofile(count)
    try:
        without_ours(text, [text])
    finally:
        sys.setprofile(None)
    return counted


def test_the_work_grows_with_the_text_and_no_faster():
    assert calls_for(4000) <= 11 * calls_for(400)


def test_beyond_the_words_that_are_compared_nothing_more_is_looked_at():
    assert calls_for(1_000_000) <= 1.1 * calls_for(MOST_WORDS)


def test_a_line_that_goes_on_beyond_the_words_that_are_compared_stays():
    text = "\n".join(["again"] * MOST_WORDS) + " mine"

    assert without_ours(text, ["again " * RUN]) == "again mine"
