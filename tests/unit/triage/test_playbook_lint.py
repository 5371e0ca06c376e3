"""Playbooks that can be read are looked through for slips."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deskbot.triage.playbook_lint import LONGEST_RESOLUTION, lint
from deskbot.triage.playbooks import Playbook, PlaybookSet

TODAY = date(2026, 11, 24)
ECHO = Playbook(
    id="echo",
    title="Echo on calls",
    symptoms=("hears own voice back", "echo on the line"),
    examples=(
        "He hears his own voice on every call.",
        "There is an echo on the line.",
        "Echo, only on outside calls.",
        "My own voice comes back to me.",
        "Eco en la línea, oigo mi voz.",
        "Echo auf der Leitung.",
    ),
    diagnostics=("scenario",),
    owner="voice",
    reviewed=date(2026, 11, 16),
    resolution="Ask who hears it.",
    desk_notes="None.",
    path="playbooks/echo.md",
)
FAX = replace(
    ECHO,
    id="fax",
    title="Fax fails",
    symptoms=("fax pages fail to arrive",),
    examples=tuple(f"Fax fails on page {word}." for word in ("one", "two", "three", "four", "five", "six")),
    path="playbooks/fax.md",
)


def remarks(*playbooks: Playbook) -> list[str]:
    return [str(remark) for remark in lint(PlaybookSet(playbooks), TODAY)]


def test_good_playbooks_have_no_remarks() -> None:
    assert remarks(ECHO, FAX) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"path": "playbooks/echoes.md"}, "name the file echo.md"),
        ({"desk_notes": ""}, '"## Desk notes" is missing'),
        ({"resolution": "x" * (LONGEST_RESOLUTION + 1)}, "too long for a mail"),
        ({"examples": ECHO.examples[:2]}, "too few examples (2)"),
        ({"owner": ""}, "nobody owns it"),
        ({"reviewed": None}, "never reviewed"),
        ({"examples": ("an echo of my own voice",)}, "too few examples (1): write 6 or more"),
        ({"examples": ()}, "too few examples (0): write 6 or more"),
        ({"reviewed": date(2025, 11, 1)}, "more than a year ago"),
        ({"reviewed": date(2026, 12, 1)}, "still to come"),
        ({"diagnostics": ("scenaro",)}, 'there is no diagnostic "scenaro"; did you mean "scenario"?'),
        (
            {"diagnostics": ("serial",)},
            'the diagnostic "serial" is never asked for in tickets of its categories; remove it',
        ),
        ({"excluded": ("own voice",)}, 'the excluded phrase "own voice" rules out its own'),
    ],
)
def test_a_slip_is_told(change: dict[str, object], says: str) -> None:
    told = remarks(replace(ECHO, **change), FAX)

    assert any(says in one for one in told), told


def test_a_review_of_this_day_last_year_is_still_good() -> None:
    assert remarks(replace(ECHO, reviewed=date(2025, 11, 24))) == []


def test_the_same_title_in_two_files_is_told() -> None:
    told = remarks(ECHO, replace(FAX, title="Écho on CALLS"))

    assert told == [
        'playbooks/fax.md: the title "Écho on CALLS" stands in playbooks/echo.md too; keep it in one of them'
    ]


def test_the_same_example_in_two_files_is_told() -> None:
    told = remarks(ECHO, replace(FAX, examples=(*FAX.examples, ECHO.examples[0])))

    assert any("the example" in one and "stands in playbooks/echo.md too" in one for one in told)


def test_an_example_that_fits_another_playbook_better_is_told() -> None:
    told = remarks(ECHO, replace(FAX, examples=(*FAX.examples, "An echo is on the line")))

    assert any("fits echo better" in one for one in told)
