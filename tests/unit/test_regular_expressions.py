"""No text, however it is made, takes any regular expression of deskbot longer than its length does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deskbot.channels.email.reading.html import html_to_text
from deskbot.commands.parts import part_in
from deskbot.model.message import LONGEST_ANSWER
from deskbot.triage.nothing_new import LONGEST_CLAUSE, tells_no_step
from tests.unit import hostile_text
from tests.unit.growth import grows_linearly
from tests.unit.hostile_text import Found, attacks, too_slow

ROOT = Path(__file__).parents[2]
BOUNDED = {
    "triage/answers.py:_EMPTY": LONGEST_ANSWER,
    "triage/nothing_new.py:_EMPTY": LONGEST_CLAUSE,
}
"""Those that take longer, and of how many characters the texts are at the most that they are ever held against."""


@pytest.fixture(name="told", scope="module")
def what_the_program_tells() -> list[dict[str, str]]:
    """In a process of its own, which loads all of deskbot and sees each pattern made."""
    done = subprocess.run(
        [sys.executable, "-m", hostile_text.__name__],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_takes_as_long_as_a_text_is(told: list[dict[str, str]]) -> None:
    assert [one for one in told if "place" in one and one["place"] not in BOUNDED] == []
    assert told[-1]["patterns"] > 700


def test_what_takes_longer_sees_short_texts_alone(told: list[dict[str, str]]) -> None:
    slow = {one["place"]: one["text"] for one in told if "place" in one}
    assert max(BOUNDED.values()) <= hostile_text.LENGTH // 5
    assert slow.keys() <= BOUNDED.keys()
    assert not tells_no_step("still the same " + "*" * LONGEST_CLAUSE)


@pytest.mark.parametrize(
    "pattern", [r"\s+$", r"(a+)+$", r"(a|a)*b", r"a*a*b", r"\w*\d+x", r"(?:the )*end", r"<.*>", r"^(\s*-?)*$"]
)
def test_a_pattern_that_takes_longer_is_seen_to(pattern: str) -> None:
    # On a quick machine the least of them is noticed in a long text alone.
    assert too_slow(Found("here", re.compile(pattern), anchored=False, whole=False), 5 * hostile_text.LENGTH)


@pytest.mark.parametrize("pattern", [r"\s$", r"(?<!\s)\s+$", r"a{1,5}b", r"^\s+$", r"[^<>]{0,40}>", r"\bword\b"])
def test_a_pattern_that_takes_as_long_as_a_text_is_is_left_alone(pattern: str) -> None:
    assert not too_slow(Found("here", re.compile(pattern), anchored=False, whole=False))


def test_what_each_repeat_takes_is_repeated_behind_what_leads_there() -> None:
    assert ("x-", "a") in list(attacks(re.compile(r"x-(?:[a-z]{1,30})+;")))


@pytest.mark.parametrize(
    ("before", "fill", "end"), [("<pre>", " ", "x</pre>"), ("<p>", "&nbsp;", "x"), ("<pre>-- ", "\t", "x")]
)
def test_a_mail_of_nothing_but_spaces_is_read_in_linear_time(before: str, fill: str, end: str) -> None:
    grows_linearly(lambda size: before + fill * (size // len(fill)) + end, html_to_text, 200_000)


def test_spaces_at_the_end_of_a_line_go_and_a_signatures_mark_stays() -> None:
    assert html_to_text("<pre>a  \n--   \nb \t \nc</pre>") == "a\n-- \nb\nc"


def test_answers_of_nothing_but_dots_and_texts_of_nothing_but_spaces_are_read_in_linear_time() -> None:
    grows_linearly(lambda size: "." * size + "x", tells_no_step, 40_000)
    grows_linearly(lambda size: " " * size + "x", part_in, 40_000)
