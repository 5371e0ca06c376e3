"""Text as words are compared: without case, accents, odd spaces and odd quotes, in every script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ALIKE = str.maketrans({
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "ł": "l",  # noqa: RUF001
    "ø": "o", "æ": "ae", "ı": "i", "ё": "е", "：": ":", "　": " ", "\u00a0": " ",  # noqa: RUF001
})  # fmt: skip
_TAGS = re.compile(r"\s{0,3}(?:\[[^\]\n]{1,40}\]|\*{1,5}[^*\n]{1,40}\*{1,5}|\([^)\n]{1,20}\))\s{0,3}")
_MOST_TAGS = 4


def folded(text: str, most: int = 4000) -> str:
    """Return the beginning of a text in the form in which words are compared."""
    text = unicodedata.normalize("NFKD", text[:most].casefold().translate(_ALIKE))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())


def phrases(*lines: str) -> tuple[str, ...]:
    """Return the phrases of some lines, `|` between two of them, ready to be looked for in folded text."""
    found = (folded(phrase) for line in lines for phrase in line.split("|"))
    return tuple(sorted(dict.fromkeys(phrase for phrase in found if phrase), key=len, reverse=True))


def any_in(text: str, some: Iterable[str]) -> bool:
    """Return whether one of the phrases stands in a folded text."""
    return any(phrase in text for phrase in some)


def without_tags(subject: str) -> str:
    """Return a subject without the marks that mail gates put in front of it ("[External]", "***SPAM***")."""
    for _ in range(_MOST_TAGS):
        tag = _TAGS.match(subject)
        if not tag:
            break
        subject = subject[tag.end() :]
    return subject
