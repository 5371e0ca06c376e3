"""Answers that somebody wrote into a letter of ours, each below, or behind, its question. Pure; takes linear time.

Whether the mailer marks what it quotes does not matter, nor how it wraps it: our questions are known word for word.
What stands between one question and the next is the writer's; of a question itself nothing is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

MOST_CHARACTERS = 60_000
"""Of a message that are looked at."""
LONGEST = 400
"""Characters of one answer that are kept."""
ALIKE = 80.0
"""A text that is this much alike (0 … 100) to a question is the question, changed on its way."""
_MARKS = re.compile(r"^[\s>|]*")
_INITIALS = re.compile(r"^(?:\[(?![xX]\])[^\W\d_]{1,4}\]|[^\W\d_]{1,4}>)\s?")
"""Some writers, and some mailers, set somebody's initials before a line."""
_WORD = re.compile(r"[^\s*]+")
_NUMBER = r"(?:\(?\d{1,2}[.)]|\[\s?\S?\s?\])"
"""What stands before a question, or before an item of a list to tick."""
_NUMBER_BEFORE = re.compile(rf"^{_NUMBER}\s{{1,5}}")
_NUMBER_BEHIND = re.compile(rf"(?:^|\s){_NUMBER}$")
_TICKED = re.compile(r"\[\s?[^\s\]]\s?\]\s$")
TICKED = "[x]"
"""The answer to an item that is ticked, and has no words behind it."""
_SEPARATORS = " :;,.=-\u2013\u2014"
_ENDS = frozenset(("", *_SEPARATORS))
"""What may stand right behind a question."""
_EMPTY = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a message in one line, each with the line that it came from."""

    text: str
    starts: Sequence[int]
    lines: Sequence[int]


def answers_below(text: str, letter: str, questions: Sequence[str]) -> Mapping[int, str]:
    """Return what stands behind the questions of a letter in a text that quotes it, by their numbers.

    Args:
        text: the whole body of a message.
        letter: what we wrote.
        questions: the numbered questions, or the items to tick, in it, in their order.
    """
    lines = text[:MOST_CHARACTERS].split("\n")
    words = _words(lines)
    asked = [_as_written(letter, question) for question in questions]
    found: list[tuple[int, int, int]] = []
    at = 0
    for place, question in enumerate(asked, start=1):
        begin = _find(words.text, question, at)
        if begin >= 0:
            at = begin + len(question)
            found.append((place, begin, at))
    answers: dict[int, str] = {}
    for index, (place, start, end) in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        stop = following[1] if following else _end_of_last(words, lines, letter, asked, end)
        changed = asked[place : following[0] - 1] if following else asked[place:]
        answer = _answer(words.text[end:stop], changed)
        if not answer and _TICKED.search(words.text[max(0, start - 6) : start]):
            answer = TICKED
        if answer:
            answers[place] = answer
    return answers


def _words(lines: Sequence[str]) -> _Words:
    parts: list[str] = []
    starts: list[int] = []
    numbers: list[int] = []
    length = 0
    for number, line in enumerate(lines):
        bare = _INITIALS.sub("", _MARKS.sub("", line), count=1)
        for word in _WORD.findall(bare):
            starts.append(length)
            numbers.append(number)
            parts.append(word)
            length += len(word) + 1
    return _Words(" ".join(parts), starts, numbers)


def _as_written(letter: str, question: str) -> str:
    """Return a question with all that stands on its line of the letter, less its number, as words in one line."""
    lines = (_NUMBER_BEFORE.sub("", line) for line in letter.split("\n"))
    line = next((line for line in lines if line.startswith(question)), question)
    return " ".join(_WORD.findall(line))


def _find(text: str, words: str, at: int) -> int:
    """Return where words stand in a text as whole words, -1 if nowhere."""
    while words:
        start = text.find(words, at)
        end = start + len(words)
        if start < 0 or ((not start or text[start - 1] == " ") and text[end : end + 1] in _ENDS):
            return start
        at = start + 1
    return -1


def _end_of_last(words: _Words, lines: Sequence[str], letter: str, asked: Sequence[str], end: int) -> int:
    """Return where the answer to the last question ends: at our next words, or at the first empty line below it."""
    below = letter.split("\n")
    last = max((at for at, line in enumerate(below) if asked[-1] in " ".join(_WORD.findall(line))), default=-1)
    ours = [" ".join(_WORD.findall(line)) for line in below[last + 1 :]]
    first = bisect_left(words.starts, end)
    next_ours = [at for one in ours if len(one.split()) > 1 and (at := _find(words.text, one, end)) >= 0]
    next_ours += _alone(words, frozenset(ours), first)
    if next_ours:
        return min(next_ours)
    for index in range(first, len(words.lines)):
        above, here = words.lines[max(index - 1, first)], words.lines[index]
        if index > first and any(not _MARKS.sub("", line) for line in lines[above + 1 : here]):
            return words.starts[index]
    return len(words.text)


def _alone(words: _Words, ours: frozenset[str], first: int) -> list[int]:
    """Return where, from the word of this number on, a line of one word is one of our lines: "Thanks", "--"."""
    many = Counter(words.lines)
    each = zip(words.text.split(" "), words.starts, words.lines, strict=False)
    return [start for word, start, line in islice(each, first, None) if many[line] == 1 and word in ours]


def _answer(between: str, changed: Sequence[str]) -> str:
    """Return what is left as an answer; `changed` are the questions that should stand there, and do not as written."""
    text = between.strip()
    if any(fuzz.partial_ratio(question, text[: 4 * LONGEST]) >= ALIKE for question in changed if text):
        return ""
    text = _NUMBER_BEFORE.sub("", _NUMBER_BEHIND.sub("", text).lstrip(_SEPARATORS)).strip()
    return "" if _EMPTY.fullmatch(text) else text[:LONGEST]
