"""Stripping does work in proportion to the text: ten times the text, ten times the calls, whatever it holds."""

from __future__ import annotations

import sys
import tracemalloc
from types import FrameType
from typing import Any

import pytest

from deskbot.channels.email.reading.html import html_to_text
from deskbot.channels.email.replies.stripping import Thread, written
from tests.unit.channels.email.mails import OURS

SMALL = 5_000
"""Characters; large enough that what is done once does not count."""
THREAD = Thread(subject="Re: x", answers=True, ours=OURS, sender="ines@harborvoice.example", name="Ines Duarte")


def calls(work: Any, text: str) -> int:
    """Return how many functions are called, Python's own included, while some work is done on a text."""
    count = 0

    def counted(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return count


def grows_linearly(work: Any, pattern: str) -> None:
    work(pattern)  # what is remembered of its lines, and of any mail, is so before either count
    few = calls(work, pattern * (SMALL // len(pattern)))
    many = calls(work, pattern * (10 * SMALL // len(pattern)))
    assert many <= 11 * few + 1000


def strip(text: str) -> None:
    written(text, THREAD)


@pytest.mark.parametrize(
    "pattern",
    [
        *(">\n", "> a\n", "a:\n>\n", "\n", "x", "> ", "_" * 40 + "\n", "-- \n", "--\n", "Thanks\n", "Ines\n"),
        *("On a a a\n", "On 1 ", "On Mon, Nov 9, 2026 at 4:02 PM x\n", "On 1 <a@b.example> wrote:\n> x\n"),
        *("From: a\n", "From: a\nDate: 1\n\n", "From: a@b.example\nTo: c\nx: y\n", "a <\n", "<a@b.example\n>:\n"),
        *("-----Original Message-----\n", "---------- Forwarded message\n", "Begin forwarded message:\n"),
        *("## reply above this line ##\n", "> ## reply above this line ##\n", "## \n", ">>> a 1/1/2026 >>>\n"),
        *(
            "wrote:\n",
            "On 2026 16:02 <a@b.example> wrote.\n",
            "Sent from my iPhone\n",
            "confidential message intended\n\n",
        ),
    ],
)
def test_ten_times_the_text_takes_ten_times_the_calls(pattern: str):
    grows_linearly(strip, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        *("<div class=gmail_quote>", "<blockquote>a", "<blockquote type=cite>a</blockquote>", "<div class=signature>a"),
        *(
            "<div class=signature>a</div>",
            "<div id=divRplyFwdMsg>a</div>",
            "a:<blockquote>@</blockquote>",
            "<hr id=zwchr>",
        ),
        *("<div style='border:none;border-top:solid #E1E1E1 1pt'>From: a</div>", "<div class=yahoo_quoted><b>"),
    ],
)
def test_marks_of_mailers_cost_no_more_than_their_number(pattern: str):
    grows_linearly(html_to_text, pattern)


def test_what_is_remembered_of_a_mail_is_bounded():
    tracemalloc.start()
    try:
        strip("\n".join(f"On {number} a line of its own, {number * 7919}:" for number in range(3000)))
        before, _ = tracemalloc.get_traced_memory()
        strip("\n".join(f"On {number} another line of its own, {number * 7907}:" for number in range(15_000)))
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert after - before < 200_000
