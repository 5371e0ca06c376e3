"""A small language for tables of phrases, compiled to patterns that run in linear time.

    "system (is|was)? down"   words; a space stands for any white space; (a|b)? as in patterns
    "reboot*"                 any ending
    "no … calls"              a gap of at most 40 characters within the sentence
    "one; two"                several phrases in one string

A line break is a space, and one space is never asked for twice: a table may be broken anywhere outside a word.

Phrases are written folded: lower case, without accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

ANSWERS_KEPT = 4096
"""Of what stands where; twice what a message of usual length is asked for."""
GAP = r"[^.;!?\n]{0,40}?"
_AT_AN_EDGE = re.compile(r" [|)]|[|(] |\)[?}] |^ | $")
_SPACE = r"(?:\s+|(?<!\S)|(?!\w))"
"""White space, unless there was some just before, or the word is at its end anyway."""

Match = re.Match[str]


def compile_phrase(phrase: str) -> str:
    """Return the pattern of one phrase, without its word boundaries."""
    pattern = phrase.strip().replace(")*", "){0,4}").replace(r"\w*", "*").replace("*", r"\w{0,20}")
    pattern = re.sub(r"(?<!\s)\s*…\s*", lambda _found: rf"(?!\w){GAP}(?<!\w)", pattern)
    pattern = re.sub(r"(?<! ) +\?", r"\\s?", pattern)
    pattern = _optional_with_space(pattern)
    pattern = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
    # A line break within a table stands for a space, also where it falls beside a group that brings its own: "(my )?"
    # and "phone" on the next line ask for one space, not for two, which no text has.
    space = _SPACE if _AT_AN_EDGE.search(phrase) else r"\s+"
    return re.sub(r" +", lambda _found: space, pattern)


def one_of(words: str) -> str:
    """Return the group of the phrases that are listed with semicolons, for use within other phrases."""
    return "(" + "|".join(" ".join(word.split()) for word in words.split(";") if word.strip()) + ")"


def listed(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


def _optional_with_space(pattern: str) -> str:
    """Let an optional group take the space before it along: "system (is)? down" also says "system down".

    A group whose words bring their own space, "(is |was )?down", stays as it is, and so does one that begins a word:
    "all (hand|head)?sets" says "all sets" and "all handsets".
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
            prefix = pattern[place + 2 : place + 3].isalnum()
            if optional and not prefix and start and done[start - 1] == " " and done[-2] != " ":
                done[start - 1 : start + 1] = ["(?:\\s+("]
                done[-1] = "))"
                # The group is one piece now: what was opened outside keeps its place.
    return "".join(done)


class Phrases:
    """A set of phrases that is looked for in folded text."""

    def __init__(self, *phrases: str, but: Iterable[str] = ()) -> None:
        """Take phrases; what `but` names is passed over as if it were not there."""
        self.written, self._passed_over = _each(phrases), _each(tuple(but))
        _TABLES.append(self)

    # Compiled when first asked for: a command that triages nothing would wait half a second for all of them.
    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _compiled(self.written)

    @cached_property
    def _but(self) -> re.Pattern[str] | None:
        return _compiled(self._passed_over) if self._passed_over else None

    def prepare(self) -> None:
        """Compile now what is looked for.

        Raises:
            re.error: a phrase cannot be read.
        """
        _ = self._pattern, self._but

    def _without(self, folded: str) -> str:
        return self._but.sub(lambda found: "~" * len(found.group()), folded) if self._but else folded

    @lru_cache(maxsize=ANSWERS_KEPT)  # noqa: B019  (the tables live as long as the process)
    def find(self, folded: str) -> Match | None:
        """Return the first place where a phrase stands; each sentence is asked for the same ones by several rules."""
        return self._pattern.search(self._without(folded))

    def all(self, folded: str) -> Iterable[Match]:
        """Return every place where a phrase stands."""
        return self._pattern.finditer(self._without(folded))

    def within(self, folded: str) -> bool:
        """Return whether a phrase stands in the text."""
        return self.find(folded) is not None


_TABLES: list[Phrases] = []
"""Every set of phrases there is; each lives as long as the process."""


def prepare_all() -> None:
    """Compile every set of phrases, so that the first message waits for none."""
    for table in _TABLES:
        table.prepare()


def _each(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the phrases of texts that list them with semicolons; a line break is a space."""
    phrases = (" ".join(phrase.split()) for text in texts for phrase in text.split(";"))
    return tuple(phrase for phrase in phrases if phrase)


def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    joined = "|".join(compile_phrase(phrase) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")
