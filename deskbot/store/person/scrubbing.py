"""Somebody's words taken out of what others wrote: their names and addresses, and what was quoted of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from deskbot.store.person.columns import OF_SYSTEMS, WRITTEN_KEYS

ERASED = "[erased]"
QUOTED = 3
"""So many words in a row, as somebody wrote them, are taken for a quotation of theirs."""
_WORD = re.compile(r"\w+", re.UNICODE)
_ADDRESS = r"(?<!\w)(?<!\w[.+'-]){}(?!\w|(?-i:[.-][a-z0-9]))"
"""An address by itself: rey@b.example stands in neither dana.rey@b.example nor rey@b.example.org."""
_NUMBER = r"(?<!\w)(?<!T-){}(?!\w)"
"""The number of an account, and none of a ticket."""
_WORDS = r"(?<!\w){}(?!\w)"


def alone(mark: str) -> str:
    """Return a regular expression for what somebody alone is known by, where it is no part of what is another's."""
    form = _ADDRESS if "@" in mark and " " not in mark else _NUMBER if mark.isdecimal() else _WORDS
    return form.format(re.escape(mark))


@dataclass(frozen=True, slots=True)
class Scrub:
    """Takes a person's words out of texts."""

    marks: tuple[str, ...]
    """Addresses, which are theirs alone."""
    names: tuple[str, ...] = ()
    """Names, and parts of them as in a greeting, which others may bear, too."""
    quotable: frozenset[tuple[str, ...]] = frozenset()
    """Every `QUOTED` words in a row that they wrote."""
    _pattern: re.Pattern[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Make one pattern of all that is looked for."""
        forms = {name: _WORDS.format(re.escape(name)) for name in self.names}
        forms |= {mark: alone(mark) for mark in self.marks}
        if forms:
            wanted = sorted(forms, key=len, reverse=True)
            found = "|".join(forms[one] for one in wanted)
            object.__setattr__(self, "_pattern", re.compile(found, re.IGNORECASE))

    def text(self, text: str) -> str:
        """Return a text without them; what has no space in it quotes nobody, as it is a key or an id."""
        if self._pattern:
            text = self._pattern.sub(ERASED, text)
        return self._without_quotations(text) if self.quotable and any(map(str.isspace, text)) else text

    def _without_quotations(self, text: str) -> str:
        words = list(_WORD.finditer(text))
        told = [word[0].casefold() for word in words]
        quoted = [False] * len(words)
        for at in range(len(words) - QUOTED + 1):
            if tuple(told[at : at + QUOTED]) in self.quotable:
                quoted[at : at + QUOTED] = [True] * QUOTED
        pieces, kept_to = [], 0
        for first, last in _runs(quoted):
            pieces += [text[kept_to : words[first].start()], ERASED]
            kept_to = words[last].end()
        return "".join(pieces) + text[kept_to:]


@dataclass(frozen=True, slots=True)
class Scrubs:
    """Takes a person's words out of rows, each from what it is."""

    written: Scrub
    """For what people have written."""
    naming: Scrub
    """For all else: what we say, and keys."""

    def value(self, value: Any, *, written: bool) -> Any:
        """Return a text without them, or a JSON document whose texts are; its keys stay."""
        if isinstance(value, str):
            return (self.written if written else self.naming).text(value)
        if isinstance(value, Mapping):
            of_writer = value.get("key") not in OF_SYSTEMS
            said = {key for key in value if key in WRITTEN_KEYS or (of_writer and key == "value")}
            return {key: self.value(one, written=written or key in said) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(one, written=written) for one in value]
        return value


def quotable_of(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Return every few words in a row of some texts, in small letters."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        told = [word.casefold() for word in _WORD.findall(text)]
        found.update(tuple(told[at : at + QUOTED]) for at in range(len(told) - QUOTED + 1))
    return frozenset(found)


def _runs(marked: list[bool]) -> Iterator[tuple[int, int]]:
    """Return first and last place of every run."""
    first = None
    for at, one in enumerate([*marked, False]):
        if one and first is None:
            first = at
        elif not one and first is not None:
            yield first, at - 1
            first = None
