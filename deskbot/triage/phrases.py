"""A small language for tables of phrases, compiled to patterns that run in linear time.

    "system (is|was)? down"   words; a space stands for any white space; (a|b)? as in patterns
    "reboot*"                 any ending
    "no … calls"              a gap of at most 40 characters within the sentence
    "one; two"                several phrases in one string

Phrases are written folded: lower case, without accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

GAP = r"[^.;!?\n]{0,40}?"

Match = re.Match[str]
_WRAPPED = re.compile(r"\n\s*\|\s?|\|\s*\n\s*")
"""A bar beside the end of a line: the table was wrapped there, the phrase has no space."""


def compile_phrase(phrase: str) -> str:
    """Return the pattern of one phrase, without its word boundaries."""
    pattern = phrase.strip().replace(")*", "){0,4}").replace(r"\w*", "*").replace("*", r"\w{0,20}")
    pattern = re.sub(r"\s*…\s*", lambda _found: rf"(?!\w){GAP}(?<!\w)", pattern)
    pattern = re.sub(r" +\?", r"\\s?", pattern)
    pattern = _optional_with_space(pattern)
    pattern = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
    return re.sub(r" +", r"\\s+", pattern)


def one_of(words: str) -> str:
    """Return the group of the phrases that are listed with semicolons, for use within other phrases."""
    return "(" + "|".join(" ".join(word.split()) for word in words.split(";") if word.strip()) + ")"


def listed(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


def _optional_with_space(pattern: str) -> str:
    """Let an optional group take the space before it along: "system (is)? down" also says "system down".

    A group whose words bring their own space, "(is |was )?down", stays as it is.
    """
    done: list[str] = []
    opened: list[int] = []
    for place, character in enumerate(pattern):
        done.append(character)
        if character == "(":
            opened.append(len(done) - 1)
        elif character == ")" and opened:
            start = opened.pop()
            optional = pattern[place + 1 : place + 2] == "?"
            if optional and start and done[start - 1] == " " and done[-2] != " ":
                done[start - 1 : start + 1] = ["(?:\\s+("]
                done[-1] = "))"
                # The group is one piece now: what was opened outside keeps its place.
    return "".join(done)


class Phrases:
    """A set of phrases that is looked for in folded text."""

    def __init__(self, *phrases: str, but: Iterable[str] = ()) -> None:
        """Compile the phrases; what `but` names is passed over as if it were not there."""
        self._pattern = _compiled(phrases)
        self._but = _compiled(tuple(but)) if but else None

    def _without(self, folded: str) -> str:
        return self._but.sub(lambda found: "~" * len(found.group()), folded) if self._but else folded

    def find(self, folded: str) -> Match | None:
        """Return the first place where a phrase stands."""
        return self._pattern.search(self._without(folded))

    def all(self, folded: str) -> Iterable[Match]:
        """Return every place where a phrase stands."""
        return self._pattern.finditer(self._without(folded))

    def within(self, folded: str) -> bool:
        """Return whether a phrase stands in the text."""
        return self.find(folded) is not None


def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    listed = [" ".join(phrase.split()) for text in phrases for phrase in _WRAPPED.sub("|", text).split(";")]
    joined = "|".join(compile_phrase(phrase) for phrase in listed if phrase)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")
