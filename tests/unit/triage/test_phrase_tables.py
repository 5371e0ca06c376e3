"""A line break in a table of phrases stands for one space, and no table has a part that no text can say.

"(my )?" at the end of a line and "phone" on the next would ask for two spaces in a row, which no text has: the phrase
would find nothing any more, in silence.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import pytest

import deskbot
from deskbot.triage.phrases import Phrases, compile_phrase, prepare_all
from deskbot.triage.registry import all_diagnostics

WORD, WHITE, EITHER = "word", "white", "either"
START, END = 0, 1


@dataclass
class Walk:
    """A pattern as steps between places, to ask which of them some text can take.

    No text that we read has two spaces in a row, and none can stand at the edge of a phrase: it begins and ends at a
    word's boundary. A step that is on no way through under these rules is one that no text ever takes.
    """

    steps: list[tuple[int, str, int, str]] = field(default_factory=list)
    """From, what is read, to, and how it is shown."""
    skips: list[tuple[int, int]] = field(default_factory=list)
    places: int = 2

    def place(self) -> int:
        self.places += 1
        return self.places - 1

    def add(self, parsed: Any, start: int, end: int) -> None:
        """Add what a parsed pattern reads between two places."""
        for operator, argument in parsed:
            after = self.place()
            self._one(str(operator), argument, start, after)
            start = after
        self.skips.append((start, end))

    def _one(  # noqa: C901  (a case for each kind of step)
        self, name: str, argument: Any, start: int, end: int
    ) -> None:
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, within = argument
            begin, stop = self.place(), self.place()
            self.skips += [(start, begin), (stop, end)]
            self.add(within, begin, stop)
            if not least:
                self.skips.append((start, end))
            # White space that is repeated is one space: that is all there is.
            if most > 1 and str(within[0][1]) != "[(CATEGORY, CATEGORY_SPACE)]":
                self.skips.append((stop, begin))
        elif name == "SUBPATTERN":
            self.add(argument[-1], start, end)
        elif name == "BRANCH":
            for one in argument[1]:
                self.add(one, start, end)
        elif name.startswith("ASSERT") or name == "AT":
            self.skips.append((start, end))
        elif name == "LITERAL":
            self.steps.append((start, WHITE if chr(argument).isspace() else WORD, end, chr(argument)))
        elif name == "IN" and str(argument) == "[(CATEGORY, CATEGORY_SPACE)]":
            self.steps.append((start, WHITE, end, " "))
        elif name == "IN" and all(str(kind) in ("LITERAL", "RANGE", "CATEGORY") for kind, _ in argument):
            whites = "CATEGORY_NOT_WORD" in str(argument) or "LITERAL, 32" in str(argument)
            self.steps.append((start, EITHER if whites else WORD, end, "."))
        else:
            self.steps.append((start, EITHER, end, "."))

    def dead(self) -> str:
        """Return what of the pattern no text can take, one piece after the other; empty where all of it can be."""
        moves: dict[tuple[int, bool], set[tuple[int, bool]]] = {}
        for white in (False, True):
            for begin, end in self.skips:
                moves.setdefault((begin, white), set()).add((end, white))
            for begin, what, end, _ in self.steps:
                if what in (WORD, EITHER):
                    moves.setdefault((begin, white), set()).add((end, False))
                if what in (WHITE, EITHER) and not white:
                    moves.setdefault((begin, white), set()).add((end, True))
        back: dict[tuple[int, bool], set[tuple[int, bool]]] = {}
        for begin, ends in moves.items():
            for end in ends:
                back.setdefault(end, set()).add(begin)
        # The edge of the phrase counts as a space.
        there, home = reached(moves, (START, True)), reached(back, (END, False))
        lost: list[str] = []
        for begin, what, end, shown in self.steps:
            ways = [(white, False) for white in (False, True) if what in (WORD, EITHER)]
            ways += [(False, True)] if what in (WHITE, EITHER) else []
            if not any((begin, one) in there and (end, other) in home for one, other in ways):
                lost.append(shown)
        # A space that is never needed loses no word.
        return "".join(lost).strip()


def reached(moves: dict[tuple[int, bool], set[tuple[int, bool]]], start: tuple[int, bool]) -> set[tuple[int, bool]]:
    found, open_ends = {start}, [start]
    while open_ends:
        for one in moves.get(open_ends.pop(), set()) - found:
            found.add(one)
            open_ends.append(one)
    return found


def lost_in(pattern: str) -> str:
    """Return what of a pattern no text can ever take; empty where nothing is lost."""
    walk = Walk()
    walk.add(re._parser.parse(pattern), START, END)  # type: ignore[attr-defined]
    return walk.dead()


def tables(value: Any, depth: int = 0) -> Iterator[Phrases]:
    """Yield every table within a value of a module."""
    if isinstance(value, Phrases):
        yield value
    elif depth > 4:
        return
    elif isinstance(value, dict):
        for one in value.values():
            yield from tables(one, depth + 1)
    elif isinstance(value, (tuple, list, frozenset, set)):
        for one in value:
            yield from tables(one, depth + 1)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from tables(getattr(value, one.name), depth + 1)


def every_table() -> Iterator[tuple[str, Phrases]]:
    for found in pkgutil.walk_packages(deskbot.__path__, "deskbot."):
        if found.name.startswith(("deskbot.triage", "deskbot.tickets", "deskbot.access", "deskbot.engine")):
            for name, value in vars(importlib.import_module(found.name)).items():
                yield from ((f"{found.name}.{name}", table) for table in tables(value))


@pytest.mark.parametrize(
    ("phrase", "says"),
    [
        ("(my )?\n phone is dead", ["my phone is dead", "the phone is dead", "phone is dead"]),
        ("call (my )?\n phone", ["call my phone", "call phone"]),
        ("call (my|your\n |the) phone", ["call my phone", "call your phone", "call the phone"]),
        ("phone is (dead|broken\n |silent)", ["phone is broken", "phone is broken again", "phone is silent"]),
        ("(phone|set\n ) is dead", ["set is dead"]),
        ("(my |your\n |the )phone", ["my phone", "your phone", "the phone"]),
        ("(can't|cannot) (\\w+ ){0,2}\n (reach|get)", ["can't reach", "cannot even get"]),
        ("close(d)?( out)?(\n the| this)?( ticket)?", ["closed out the ticket", "close this", "close"]),
        ("system (is|was)?\n down", ["system is down", "system down"]),
        ("all (hand|head)?sets", ["all sets", "all handsets"]),
    ],
)
def test_a_line_break_in_a_table_stands_for_one_space_wherever_it_falls(phrase: str, says: list[str]) -> None:
    table = Phrases(phrase)

    assert [text for text in says if not table.within(text)] == []


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("(my )?\n phone is dead", "myphone is dead"),
        ("(my )?\n phone is dead", "xphone is dead"),
        ("call (my )?\n phone", "callphone"),
        ("(my |your\n |the )phone", "yourphone"),
        ("not (ringing|connecting\n |ready)", "not connectingx"),
    ],
)
def test_it_joins_no_words(phrase: str, text: str) -> None:
    assert not Phrases(phrase).within(text)


@pytest.mark.parametrize(
    "pattern",
    [r"(?:my\s+)?\s+phone", r"a\s+(?:b|c\s+|d)\s+e", r"is\s+(?:dead|gone\s+)", r"(?:x\s+){0,2}\s+y"],
)
def test_what_no_text_can_say_is_seen(pattern: str) -> None:
    assert lost_in(pattern)


def test_every_part_of_every_phrase_can_be_said() -> None:
    lost = sorted(
        {
            f'{name}: "{part}" of "{one}"'
            for name, table in every_table()
            for one in table.written
            if (part := lost_in(compile_phrase(one)))
        }
    )
    assert not lost, "no text can say these:\n" + "\n".join(lost)


def test_no_phrase_asks_for_a_backslash() -> None:
    # Two of them in a raw string ask for one, which nobody writes: the words between are not found.
    assert not sorted(f'{name}: "{one}"' for name, table in every_table() for one in table.written if "\\\\" in one)


def test_every_part_of_every_label_can_be_said() -> None:
    assert not [
        f"{one.key}: {label}" for one in all_diagnostics() for label in one.labels if lost_in(compile_phrase(label))
    ]


def test_every_table_is_looked_at() -> None:
    assert len({id(table) for _, table in every_table()}) > 100


def test_every_table_is_compiled_before_the_first_message() -> None:
    tables_ = [table for _, table in every_table()]

    prepare_all()

    assert all("_pattern" in vars(table) for table in tables_)
