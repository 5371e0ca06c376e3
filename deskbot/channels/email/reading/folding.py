"""Text as words are compared: without case, accents, odd spaces and odd quotes, in every script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2019\u2018\u02bc`\u00b4", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"),
        **dict(zip("ßøæłıđ", ("ss", "o", "ae", "l", "i", "d"), strict=True)),
    }
)
"""Quotes and dashes as plain ones, marks of direction as nothing, letters that no accent explains."""
_TAGS = re.compile(r"\s{0,3}(?:\[[^\]\n]{1,40}\]|\*{1,5}[^*\n]{1,40}\*{1,5}|\([^)\n]{1,20}\))\s{0,3}")
_MOST_TAGS = 4


def fold(text: str) -> str:
    """Return text for comparing: lower case, no accents, plain quotes and dashes, no marks of direction."""
    if text.isascii():
        return text.lower().replace("`", "'")
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(char for char in plain if not unicodedata.combining(char))


def folded(text: str, most: int = 4000) -> str:
    """Return the beginning of a text folded, with single spaces, and its letters in one piece each."""
    return " ".join(unicodedata.normalize("NFC", fold(text[:most])).split())


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
