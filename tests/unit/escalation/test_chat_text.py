"""What a page says in a chat is short, tells how it is answered, and has buttons that name its row."""

from __future__ import annotations

import pytest

from deskbot.escalation.bundling import Line
from deskbot.escalation.chat_text import Standing, bundle_chat, buttons, page_chat, read_press, shown, sure_of
from deskbot.model.case import Severity
from deskbot.model.choice import Choice
from deskbot.model.message import LONGEST_OFFER

PAGE = page_chat("T-1042", "S1", "Brightpath Voice", "Hollis is down", 7)


def test_a_page_says_what_it_is_about_and_how_it_is_answered() -> None:
    assert PAGE == (
        "T-1042 S1 Brightpath Voice: Hollis is down\n\n"
        "Press a button, or write 7a to take it, 7e to pass it on, 7n if it is not urgent."
    )


def test_whatever_stands_in_a_ticket_a_page_is_bounded_and_on_one_line() -> None:
    said = page_chat("T-1042", "S1", "R" * 500, "down\n\n\x00\u202eagain " * 200, 7)

    about, _, how = said.partition("\n\n")
    assert len(about) < 300
    assert "\n" not in about
    assert "\u202e" not in about
    assert how.startswith("Press a button")


def test_a_page_shows_how_it_is_answered_while_it_is_needed_and_else_why_it_is_not() -> None:
    assert shown(PAGE, Standing(needed=True, says=""), "") == PAGE
    taken = shown(PAGE, Standing(needed=False, says="Taken by Ben at 12:03."), "T-1042 was taken by Ben.")
    assert taken == "T-1042 S1 Brightpath Voice: Hollis is down\n\nTaken by Ben at 12:03.\n\nT-1042 was taken by Ben."


def test_several_pages_are_named_the_gravest_first_and_counted_where_there_are_many() -> None:
    lines = [
        Line(f"T-{number}", Severity.S1 if number == 1030 else Severity.S2, "Acme", "x") for number in range(1001, 1031)
    ]
    said = bundle_chat(lines, 12, more=True)

    assert said.splitlines()[:2] == ["30 more pages:", "T-1030 S1 Acme: x"]
    assert "and 20 more" in said
    assert "12a to take all" in said


@pytest.mark.parametrize("several", [True, False])
def test_what_a_button_says_is_read_again_and_fits_behind_every_button(*, several: bool) -> None:
    pressed = buttons(9_000_000_000_000_000, several=several)

    choices = [Choice.ACKNOWLEDGE, Choice.ESCALATE, *([] if several else [Choice.NOT_URGENT])]
    assert [read_press(one.says) for one in pressed] == [(9_000_000_000_000_000, one, False) for one in choices]
    assert all(
        read_press(sure_of(one.says)) == (9_000_000_000_000_000, choice, True)
        for one, choice in zip(pressed, choices, strict=True)
    )
    assert all(len(sure_of(one.says)) <= LONGEST_OFFER for one in pressed)


@pytest.mark.parametrize(
    "says",
    ["", "page", "page:", "page:x:a", "page:1:", "page:1:r", "page:1:q", "page:²:a", "page:" + "9" * 30 + ":a", "yes"],
)
def test_what_is_no_button_of_a_page_is_none(says: str) -> None:
    assert read_press(says) is None
