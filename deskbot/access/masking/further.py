"""Several secrets in one sentence or list: "… and of ext. 202 …", "…, user …", one on each line."""

from __future__ import annotations

import re

from deskbot.access.masking.listing import entry
from deskbot.access.masking.looks import betrays_itself, names_a_thing
from deskbot.access.masking.names import STRONG, Name
from deskbot.access.masking.signs import GAP, MASK, PIN, VALUE, Span
from deskbot.access.masking.values import is_label

_PLURAL = re.compile(r"(?:s|rter)$", re.IGNORECASE)
_AND = re.compile(
    rf"(?:</?[a-z][^<>]{{0,80}}>|[.\"'\u201d\u201c\u00bb*_`)])?{GAP}(?:[,;/&+]|\n|\b(?:and|und|y|et|e|or|oder"
    rf"|ou|o)\b){GAP}"
    r"(?:(?:and|und|y|et|e)\s)?(?:[-*\u2022]\s)?",
    re.IGNORECASE,
)
_SIGN = re.compile(STRONG)


def another_secret(text: str, end: int, name: Name) -> Span | None:
    """Return the next secret of a list, from the end of the one before."""
    link = _AND.match(text, end)
    value = link and VALUE.match(text, link.end())
    if not link or not value or names_a_thing(value[0]):
        return None
    at = link.end()
    many = name.kind == "pin" and _PLURAL.search(text, name.start, name.end)
    if many and (pin := PIN.match(text, at)) and not is_label(text, pin.end()):
        return Span(*pin.span(1))
    same_line = "\n" not in link[0]
    if value[0] == MASK or (same_line and betrays_itself(value[0]) and not is_label(text, value.end())):
        return Span(*value.span())
    found = entry(text, at, name.kind)
    return found if found and (same_line or _SIGN.search(text, at, found.start)) else None
