"""A playbook that names releases is for systems that run one of them; what nobody knows excludes nothing."""

from __future__ import annotations

import pytest

from deskbot.desk.positions import WrongError
from deskbot.triage.versions import in_words, outside, read_span


def is_outside(release: str, *spans: str) -> bool:
    return outside(release, [read_span(span) for span in spans])


@pytest.mark.parametrize(
    "release", ["7.0", "7.0.2", "7.1", "7.1.2", "7.1.2 build 118", "R7.0.9", "v7.1", "8", "8.0.1", "11.2"]
)
def test_a_release_within_one_of_the_spans_is_meant(release: str) -> None:
    assert not is_outside(release, "7.0 - 7.1.2", ">= 8")


@pytest.mark.parametrize("release", ["6.0.2", "R6.9", "7.1.3", "7.1.10", "7.2", "7.9.9 build 8"])
def test_a_release_in_none_of_the_spans_is_not_meant(release: str) -> None:
    assert is_outside(release, "7.0 - 7.1.2", ">= 8")


@pytest.mark.parametrize(
    ("release", "span", "out"),
    [
        ("7.10", "7.9 - 7.11", False),  # numbers, not letters
        ("7.1.9", "<= 7.1", False),  # what is below 7.1 is 7.1
        ("7.2", "<= 7.1", True),
        ("7.1.9", "> 7.1", True),
        ("7.2", "> 7.1", False),
        ("8.0", "< 8", True),
        ("8", "< 8.0", True),
        ("7.9.9", "< 8", False),
        ("8", ">= 8.0", False),
        ("7.0.2", "7.0", False),
        ("7.0.2", "7.0.x", False),
        ("7.1", "7.0", True),
        ("7.1.2", "7.0 - 7.1", False),
        ("6.0", "6.0 \u2013 6.2", False),
    ],
)  # fmt: skip
def test_bounds_count_with_all_below_them(release: str, span: str, *, out: bool) -> None:
    assert is_outside(release, span) is out


@pytest.mark.parametrize("release", ["7", "7.0"])
def test_a_release_that_is_told_in_too_few_numbers_is_not_excluded(release: str) -> None:
    assert not is_outside(release, "7.0.4 - 7.0.9")


@pytest.mark.parametrize("release", ["", "latest", "the one from June", "7.0.2 here and 6.0.1 at the branch"])
def test_what_nobody_knows_excludes_nothing(release: str) -> None:
    assert not is_outside(release, ">= 8")


def test_no_spans_mean_every_release() -> None:
    assert not is_outside("1.0")


@pytest.mark.parametrize("text", ["", "seven", "7.0 -", "=> 8", "7.0 - 7.1 - 7.2", ">= 8, < 9", "7..1", "8 " * 90])
def test_what_is_no_span_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(WrongError) as caught:
        read_span(text)

    assert ">= 8" in str(caught.value)


@pytest.mark.parametrize("text", ["8 - 7.1", "7.1.2 - 7.1.1", "< 0"])
def test_a_span_that_no_release_can_lie_in_is_refused(text: str) -> None:
    with pytest.raises(WrongError):
        read_span(text)


def test_spans_are_told_in_words() -> None:
    assert in_words([read_span("7.0  -  7.1.2"), read_span(">= 8")]) == "7.0 - 7.1.2 or >= 8"
