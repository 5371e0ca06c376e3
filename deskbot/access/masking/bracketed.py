"""A secret in angle brackets behind its name, "password: <…>", or before its name in brackets, "… (password)"."""

from __future__ import annotations

import re

from deskbot.access.masking.looks import betrays_itself, looks_secret, trimmed
from deskbot.access.masking.names import IS, PLACES, names
from deskbot.access.masking.signs import SIGNS

_BEHIND = re.compile(rf"(?:\s?(?:[:=]|=>|->){{1,2}}|\s{IS})?(?:{SIGNS}){{0,6}}<([^<>\s/]{{4,80}})>", re.IGNORECASE)
"""No tag: what looks like a secret has a digit or a sign in it."""
_OPENS = re.compile(
    r"(?:^|\s)(\S{4,80})\s{1,2}[(\[{<]\s?(?:(?:the|das|le|la|el|a|o|is the|ist das) )?[\w-]{0,12}$", re.IGNORECASE
)
_CLOSES = re.compile(r"\s?[)\]}>]")
_PIN = re.compile(r"\d{4,10}")
_LAST_WORD = re.compile(r"(\S{1,30})\s{1,3}$")
LOOK_BACK = 120


def without_bracketed(text: str, mark: str) -> str:
    """Return a text with a mark in the place of every secret that brackets tell from its name."""
    parts: list[str] = []
    done = 0
    for name in names(text):
        if name.kind not in {"word", "pin"}:
            continue
        before = _before(text, name.start, name.end, name.kind)
        behind = _BEHIND.match(text, name.end)
        span = before or (behind.span(1) if behind and looks_secret(behind[1]) else None)
        if span and span[0] >= done and text[slice(*span)] != mark:
            parts += (text[done : span[0]], mark)
            done = span[1]
    return "".join((*parts, text[done:]))


def _before(text: str, start: int, end: int, kind: str) -> tuple[int, int] | None:
    """Return where the secret stands before a name that fills brackets; a number is one only of a PIN."""
    opens = _OPENS.search(text, max(0, start - LOOK_BACK), start)
    if not opens or not _CLOSES.match(text, end):
        return None
    value = trimmed(opens[1])
    is_pin = kind == "pin" and _PIN.fullmatch(value) and not _names_a_place(text, opens.start(1))
    if not (is_pin or betrays_itself(value)):
        return None
    return opens.start(1), opens.start(1) + len(value)


def _names_a_place(text: str, at: int) -> bool:
    """Return whether the number that stands there is an extension, a mailbox or the like."""
    word = _LAST_WORD.search(text, max(0, at - LOOK_BACK), at)
    return word is not None and word[1].lower() in PLACES
