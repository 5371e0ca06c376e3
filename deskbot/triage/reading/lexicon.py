"""Words that mean the same in several languages, as one concept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deskbot.triage.folding import fold

SHORTEST = 2
"""Letters of the shortest stem."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Which concepts a word names; itself only, so that what was found by it can be kept."""

    words: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, tuple[str, ...]]

    def concepts(self, word: str) -> tuple[str, ...]:
        """Return the concepts of a folded word; the longest stem counts."""
        found = self.words.get(word)
        if found is not None:
            return found
        for length in range(len(word), SHORTEST - 1, -1):
            found = self.stems.get(word[:length])
            if found is not None:
                return found
        return ()


def lexicon(lines: Iterable[str]) -> Lexicon:
    """Read lines of "concept: word stem* …"."""
    words: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for line in lines:
        concept, colon, listed = fold(line).partition(":")
        if not colon or line.startswith("#"):
            continue
        for word in listed.split():
            table, key = (stems, word[:-1]) if word.endswith("*") else (words, word)
            if concept not in table.get(key, ()):
                table[key] = (*table.get(key, ()), concept)
    return Lexicon(words, stems)
