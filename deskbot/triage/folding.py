"""Text folded for comparing: lower case, no accents, plain quotes and dashes, the same length as before."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LIMIT = 40_000
"""Characters of a message that are looked at; what comes after is stored, but not read by rules."""

_PLAIN = {
    **dict.fromkeys("\u2019\u2018\u02bc`\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2013\u2014\u2011\u2010\u2212", "-"),
    **dict.fromkeys("\u00a0\u202f\t", " "),
    **dict(zip("\u00df\u00f8\u0153\u00e6\u0142\u0131", "sooali", strict=True)),
}
"""Quotes, dashes and spaces as plain ones; letters that no accent explains."""


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    plain = _PLAIN.get(character)
    if plain is not None:
        return plain
    base = unicodedata.normalize("NFD", character.lower())[:1]
    return _PLAIN.get(base, base) or character


def spelled(text: str) -> str:
    """Return letters and digits alone, folded: ids and names are written in many ways."""
    return "".join(filter(str.isalnum, fold(text)))


def compose(text: str) -> str:
    """Return the text in composed form, with plain line ends, cut to what rules look at."""
    return unicodedata.normalize("NFC", text[:LIMIT].replace("\r\n", "\n").replace("\r", "\n"))[:LIMIT]


def fold(text: str) -> str:
    """Return the text folded, character by character, so that positions stay true."""
    if text.isascii():
        return text.lower().replace("`", "'").replace("\t", " ")
    return "".join(map(_fold_character, text))


def blanked(text: str, place: tuple[int, int], sign: str = " ") -> str:
    """Return the text with one sign, again and again, in place of what stands there, so that positions stay true."""
    start, end = place
    return text[:start] + sign * (end - start) + text[end:]
