"""The signs and words that stand between the name of a secret and the secret, as patterns."""

from __future__ import annotations

import re
from typing import NamedTuple

from deskbot.access.masking.names import IS, STILL, STRONG

SIGNS = r"\s|&nbsp;|</?[a-z][^<>]{0,80}>|[*_`]"
GAP = rf"(?:{SIGNS}){{0,6}}"
"""What stands between a sign and the secret: blanks, and in HTML tags."""
SIGN = re.compile(rf"(?:{SIGNS}|[\"'\u201d\u201c\u00bb]|&quot;){{0,6}}{STRONG}{GAP}(?:[-\u2022]\s)?", re.IGNORECASE)
SAID = re.compile(
    rf"[)\]\"'\u201d\u201c\u00bb]?(?:,(?=\s{{1,3}}c['\u2019]est))?"
    rf"(?:{SIGNS}){{1,6}}{IS}{STILL}(?: \([^()\n]{{1,40}}\))?{GAP}(?:{STRONG}{GAP})?",
    re.IGNORECASE,
)
NEXT = re.compile(
    rf"((?:{SIGNS}){{1,6}})(\([^()\n]{{1,60}}\)|[^\s:=|,;<>()\"\u201c\u201e\u00ab]{{1,60}})", re.IGNORECASE
)
VALUE = re.compile(
    r"(?!\[?[Tt]-\d)(?:\[masked\]|[^\s<>\"'\u201c\u201d\u201e\u00ab\u00bb,;|]{1,120}"
    r"(?:[,;'][^\s<>\"'\u201c\u201d\u201e\u00ab\u00bb,;=:|]{1,40}(?![^\s,;.<])){0,3})"
)
NUMBER = re.compile(r"#?\d{1,6}[.:]?")
PIN = re.compile(r"[#\"']{0,2}(\d{3,10})#?(?![\d-]|[.,]\d| \d{3})(?![^\W_])")
BARE_PIN = re.compile(r"[ \t]{1,3}[#\"']{0,2}(\d{4,10})(?![\d-]|[.,]\d| \d{3})(?![^\W_])")
ENDS = re.compile(r"[ \t]{0,3}(?:[.,;!?)\n]|$)")
MASK = "[masked]"
"""What stands where a secret stood."""


class Span(NamedTuple):
    """Where a secret stands in a text."""

    start: int
    end: int
