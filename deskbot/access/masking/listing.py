"""One line of a list of secrets: whose it is, then the secret."""

from __future__ import annotations

import re

from deskbot.access.masking.between import STOPS, is_known
from deskbot.access.masking.looks import betrays_itself, is_plain
from deskbot.access.masking.names import LEADS_ON
from deskbot.access.masking.signs import MASK, NUMBER, PIN, SAID, SIGN, VALUE, Span

_TOKEN = re.compile(r"[^\s:=|,;/<>\"]{1,40}")
_BLANK = re.compile(r"\s?/\s?|[ \t]{1,4}")
MOST_LABELS = 4


def labelled(text: str, at: int, word: str, kind: str) -> Span | None:
    """Return the secret behind a label, "passwords: admin …, 201 = …"; the label is none."""
    if NUMBER.fullmatch(word) and not (SIGN.match(text, at + len(word)) or SAID.match(text, at + len(word))):
        return None
    return entry(text, at, kind) if NUMBER.fullmatch(word) or is_plain(word) or word.endswith((":", "=")) else None


def entry(text: str, at: int, kind: str) -> Span | None:
    """Return the secret of one line of a list: whose it is, perhaps a sign, then what looks like a secret."""
    number, unknown = False, 0
    for count in range(MOST_LABELS + 1):
        value = VALUE.match(text, at)
        if not value:
            return None
        if count and (value[0] == MASK or betrays_itself(value[0])):
            return Span(*value.span())
        pin = PIN.match(text, at)
        if kind == "pin" and number and pin:
            return Span(*pin.span(1))
        token = _TOKEN.match(value[0])
        if not token or token[0].lower().rstrip(".") in STOPS:
            return None
        unknown += not is_known(token[0])
        if unknown > 1 or not (is_known(token[0]) or is_plain(token[0])):
            return None
        number = bool(NUMBER.fullmatch(token[0])) or (number and token[0].lower() in LEADS_ON)
        at += len(token[0])
        sign = SIGN.match(text, at) or SAID.match(text, at) or _BLANK.match(text, at)
        if not sign:
            return None
        at = sign.end()
    return None
