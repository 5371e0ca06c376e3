"""What an agent marks as a note in the desk's room is one, however they came by the mark; in doubt nothing goes out."""

from __future__ import annotations

import pytest

from deskbot.commands import CLOSE, NOTE
from deskbot.commands.by_mail import read_said

WORDS = "he has not paid"


@pytest.mark.parametrize(
    "mark",
    [
        "note:",
        "Note :",
        "NOTES:",
        "note\uff1a",
        "*note:*",
        "*note*:",
        "`note:`",
        "> note:",
        "\u2022 note:",
        "- note:",
        "1. note:",
        "\u201cnote:",
        "\u200bnote:",
        "\ufeff\u2060note:",
        "\u202enote:",
        "\u200fnote:",
        "\n\n  note:",
        "@U0KIM note:",
        "@kim, @ben: note:",
        "\U0001f512",
        "\U0001f512\ufe0f",
        "\U0001f510",
        "\U0001f50f",
        ":lock:",
        "*:lock:*",
        "\u200b:lock:",
        ":closed_lock_with_key:",
        ":lock_with_ink_pen:",
    ],
)
def test_a_note_is_one_whatever_stands_around_its_mark(mark: str):
    said = read_said(f"{mark} {WORDS}")

    assert said.has(NOTE)
    assert said.text == WORDS


@pytest.mark.parametrize(
    "text",
    [
        f"Please restart it.\nnote: {WORDS}",
        f"Please restart it.\n\u2022 note: {WORDS}",
        f"Please restart it.\r\u200b:lock: {WORDS}",
        f"Please restart it.\u2028note: {WORDS}",
        f"Please restart it. :lock: {WORDS}",
        f"Please restart it (\U0001f510 {WORDS})",
    ],
)
def test_a_note_beside_other_words_keeps_all_of_it_inside(text: str):
    said = read_said(text)

    assert "beside other words" in said.problem
    assert not said.commands


@pytest.mark.parametrize("text", ["@U0KIM could you take over?", "*@kim* he is yours", "@here who knows him?"])
def test_what_calls_a_colleague_is_not_for_the_reseller(text: str):
    assert "begins with an @" in read_said(text).problem


@pytest.mark.parametrize(
    "text",
    [
        "Please note: the phone must be restarted.",
        "Write to it@hollis.example, please.",
        "The padlock in the browser must be closed.",
        "The notes of the last release say how.",
    ],
)
def test_what_only_speaks_of_notes_and_locks_is_an_answer(text: str):
    said = read_said(text)

    assert (said.text, said.commands, said.problem) == (text, (), "")


@pytest.mark.parametrize("text", [f"#note\n:lock: {WORDS}", f"#note\nnote: {WORDS}", f"#note\n@kim {WORDS}"])
def test_a_note_by_its_command_may_hold_any_mark(text: str):
    assert read_said(text).has(NOTE)


def test_a_command_is_one_in_the_room_too():
    assert read_said("#close by phone").argument(CLOSE) == "by phone"
