"""`deskbot check` tries everything side by side, and whatever does not answer keeps nothing else from being told."""

from __future__ import annotations

import threading

from deskbot.cli.finding import Finding, well, wrong
from deskbot.cli.side_by_side import Try, side_by_side
from deskbot.errors import UnavailableError


def test_each_waits_for_no_other_and_they_are_told_in_their_order() -> None:
    together = threading.Barrier(3)

    def tried(what: str) -> Try:
        return Try(what, lambda: (together.wait(20), [well(what, "met the others")])[1])

    assert side_by_side([tried("b"), tried("a"), tried("c")]) == [well(one, "met the others") for one in "bac"]


def test_what_does_not_answer_is_told_beside_the_others() -> None:
    over = threading.Event()

    found = side_by_side(
        [Try("silent", lambda: [well("silent", str(over.wait()))]), Try("good", lambda: [well("good", "here")])], 0.5
    )
    over.set()

    assert found == [wrong("silent", "no answer within 0.5 s: is it reached from this machine?"), well("good", "here")]


def test_what_fails_is_told_in_its_own_words_and_what_nobody_expected_without_them() -> None:
    def fails(error: Exception) -> Try:
        def run() -> list[Finding]:
            raise error

        return Try("x", run)

    found = side_by_side([fails(UnavailableError("it is away")), fails(RuntimeError("postgresql://u:hunter2@h"))])

    assert found == [wrong("x", "it is away"), wrong("x", "cannot be tried: RuntimeError; look at its settings")]
