"""Commands stand on the first lines, each known and each once; a slip stops everything."""

from __future__ import annotations

import pytest

from deskbot.commands import ASSIGN, CLOSE, MERGE, NOTE, PAGE, UNLINK
from deskbot.commands.by_mail import read_instructions


def test_an_answer_without_commands_is_all_text():
    said = read_instructions("Please restart it.\n\n#note is not on the first line")

    assert (said.commands, said.text) == ((), "Please restart it.\n\n#note is not on the first line")


def test_commands_stand_above_the_text_one_a_line():
    said = read_instructions("\n#assign Ben Okafor\n\n#CLOSE: by phone\nThank you.\n")

    assert said.commands == ((ASSIGN, "Ben Okafor"), (CLOSE, "by phone"))
    assert said.text == "Thank you."
    assert not said.problem


def test_a_note_may_begin_on_its_own_line():
    said = read_instructions("#note he is difficult\nand loud")

    assert said.has(NOTE)
    assert said.text == "he is difficult\nand loud"


@pytest.mark.parametrize(
    "line",
    [
        "#note",
        " #note ",
        "*#note*",
        "> #note",
        "\u200b#note",
        "\uff03note",
        "- #note",
        "\u2022 #note",
        "\\#note",
        "# note",
    ],
)
def test_a_command_is_known_in_whatever_a_mailer_dressed_it(line: str):
    said = read_instructions(f"{line}\nhe is difficult")

    assert said.has(NOTE)
    assert said.text == "he is difficult"


def test_page_takes_no_words():
    assert read_instructions("#page").has(PAGE)


@pytest.mark.parametrize("text", ["#1 is the router", "# heading", "#", "#7a", "##close"])
def test_what_only_looks_like_a_command_is_text(text: str):
    said = read_instructions(text)

    assert (said.commands, said.text, said.problem) == ((), text, "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("#colse\nx", 'did you mean "close"'),
        ("#spam\nx", '"#spam" is no command'),
        ("#assign\nx", "needs a name"),
        ("#close-it now", "is no command"),
    ],
)
def test_a_slip_is_told_and_nothing_is_a_command(text: str, problem: str):
    said = read_instructions(text)

    assert problem in said.problem
    assert (said.commands, said.text) == ((), text)


@pytest.mark.parametrize(("line", "command"), [("#merge T-1001", MERGE), ("#unlink into T-1004", UNLINK)])
def test_a_command_about_another_ticket_has_it_behind_it(line: str, command: str):
    said = read_instructions(f"{line}\n#note the same phone")

    assert said.argument(command) == line.partition(" ")[2]
    assert not said.problem
    assert "needs a ticket behind it" in read_instructions(line.partition(" ")[0]).problem
