"""Our own words that come back in an answer, recognised exactly. Pure, and linear in what is compared.

A mailer may wrap our letter anew, put `>` before it, or lose its line ends; the words and their order stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

RUN = 8
"""So many words in a row are ours when they stand so in a letter of ours: nobody writes them again by chance."""
LETTER_LINES = 3
"""So many lines of ours at the end of an answer are our letter, and not words that the writer took up."""
MOST_WORDS = 20_000
"""Words of one text that are looked at."""
_WORD = re.compile(r"[^\s>*|_]{1,200}")
_INITIALS = re.compile(r"^[ \t]{0,4}[^\W\d_]{1,4}>", re.MULTILINE)
"""Some mailers put the writer's initials before each line that they quote."""
_BOX = re.compile(r"^[\s>*|]{0,9}\[\s?\S?\s?\](?=\s)", re.MULTILINE)
"""Ticking an item of ours adds no word to it."""
_QUOTED = re.compile(r"[\s>*|_]*")


def without_ours(text: str, ours: Iterable[str]) -> str:
    """Return a text less the lines that hold nothing but words of our letters.

    Lines with a word of the writer's own stay whole; so do lines that belong to no run of `RUN` words.
    """
    lines = text.split("\n")
    alone = _ours_alone(lines, ours)
    return _tidy(line for line, one in zip(lines, alone, strict=True) if not one) if any(alone) else text


def above_ours(text: str, ours: Iterable[str]) -> str:
    """Return a text without what stands of our letters below the writer's last word.

    Between their words our own stay: an answer below a question is understood by it. So does a line or two at the
    end, which the writer may have chosen as an answer ("it is this one").
    """
    lines = text.split("\n")
    alone = _ours_alone(lines, ours)
    end = len(lines)
    while end and (alone[end - 1] or _QUOTED.fullmatch(lines[end - 1])):
        end -= 1
    return _tidy(lines[:end]) if sum(alone[end:]) >= LETTER_LINES else text


def answers_within(text: str, ours: Iterable[str]) -> list[str]:
    """Return the lines that somebody wrote between the lines of a letter of ours, marked as a quote or not."""
    lines = text.split("\n")
    alone = _ours_alone(lines, ours)
    if sum(alone) < LETTER_LINES:
        return []
    first = alone.index(True)
    last = len(alone) - 1 - alone[::-1].index(True)
    between = (line.strip() for line, one in zip(lines[first:last], alone[first:last], strict=True) if not one)
    return [line for line in between if line and not line.startswith(">")]


def holds_ours(text: str, ours: Iterable[str]) -> bool:
    """Return whether a text holds a run of words of these letters."""
    return any(_covered(_words(text, MOST_WORDS), _runs(ours)))


def _ours_alone(lines: Sequence[str], ours: Iterable[str]) -> list[bool]:
    """Return for each line whether it has words, and all of them belong to runs of ours."""
    words: list[str] = []
    ends: list[int] = []
    for line in lines:
        # One word more than is compared: it belongs to no run, and so the line that it stands in is not ours alone.
        words.extend(_words(line, MOST_WORDS + 1 - len(words)))
        ends.append(len(words))
        if len(words) > MOST_WORDS:
            break
    covered = _covered(words, _runs(ours))
    alone = [start < end and all(covered[start:end]) for start, end in pairwise((0, *ends))]
    return alone + [False] * (len(lines) - len(alone))


def _words(text: str, most: int) -> list[str]:
    return [word[0] for word in islice(_WORD.finditer(_BOX.sub("", _INITIALS.sub("", text))), most)]


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = _words(text, MOST_WORDS)
        found.update(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return found


def _covered(words: Sequence[str], runs: set[tuple[str, ...]]) -> list[bool]:
    """Return for each word whether it is part of a run."""
    covered = [False] * len(words)
    last = -1
    for at in range(min(len(words), MOST_WORDS) - RUN + 1):
        if tuple(words[at : at + RUN]) in runs:
            for place in range(max(at, last), at + RUN):
                covered[place] = True
            last = at + RUN
    return covered


def _tidy(lines: Iterable[str]) -> str:
    """Return lines as text, with one empty line where there were more; bare quote marks are empty lines."""
    tidy: list[str] = []
    for line in lines:
        bare = "" if _QUOTED.fullmatch(line) else line.rstrip()
        if bare or (tidy and tidy[-1]):
            tidy.append(bare)
    return "\n".join(tidy).strip("\n")
