"""The 8-bit words of a mail that nothing is declared for: in its headers and its text they are in one charset."""

from __future__ import annotations

import re

from deskbot.channels.email.reading.structure import Part

_NAMES = frozenset({"subject", "from", "to", "cc", "reply-to", "sender", "organization"})
_MOST = 4096
"""Bytes that are looked at: enough to tell a charset."""
_EIGHT_BIT = re.compile(rb"[\x80-\xff]")


def undeclared_words(root: Part) -> bytes:
    """Return raw words with 8-bit bytes from a mail's headers and its first text, empty where a charset is declared.

    A subject of two words is too short to tell its charset by; together with the text below it tells it.
    """
    if root.text_charset:
        return b""
    values = (str(value).encode("utf-8", "surrogateescape") for name, value in root.raw_items() if _is_text(str(name)))
    texts = (part.content()[: 4 * _MOST] for part in root.walk() if not part.parts and _reads_as_text(part))
    words = b" ".join((*values, next(texts, b""))).split()
    return b" ".join(word for word in words if _EIGHT_BIT.search(word) and not _is_utf8(word))[:_MOST]


def _is_text(name: str) -> bool:
    return name.lower().strip() in _NAMES


def _reads_as_text(part: Part) -> bool:
    return part.declared_type.startswith("text/") and part.disposition != "attachment"


def _is_utf8(word: bytes) -> bool:
    try:
        word.decode()
    except UnicodeDecodeError:
        return False
    return True
