"""Only what a phone numbers in brackets is a piece of a longer text."""

from __future__ import annotations

import pytest

from deskbot.commands.parts import Part, joined, part_in


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("(1/3) all phones", Part(1, 3, "all phones")),
        ("[2/3]all phones", Part(2, 3, "all phones")),
        ("( 3 / 3 ): are dead", Part(3, 3, "are dead")),
        ("all phones (1/2)", Part(1, 2, "all phones")),
        ("all phones [2/2]  ", Part(2, 2, "all phones")),
        ("(1/2)\nall phones", Part(1, 2, "all phones")),
    ],
)
def test_a_numbered_text_is_a_part(text: str, part: Part) -> None:
    assert part_in(text) == part


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2/4 lines are dead",
        "1/3: first",
        "(1/1) all",
        "(4/3) all",
        "(0/3) all",
        "half (1/2) of the lines are dead",
        "(12/13) all",
        "(1/3",
        "since 1/3",
    ],
)
def test_what_counts_something_else_is_none(text: str) -> None:
    assert part_in(text) is None


def test_parts_are_joined_in_their_order_and_a_missing_one_is_seen() -> None:
    assert joined(["(3/3) c", "(1/3) a", "(2/3) b"]) == ("a b c", False, True)
    assert joined(["(3/3) c", "(1/3) a"]) == ("a c", True, True)
    assert joined(["(3/3) c", "(2/3) b"]) == ("b c", True, False)
    assert joined(["all phones"]).words == ""
