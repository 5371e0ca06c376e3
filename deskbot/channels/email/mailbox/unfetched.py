"""The stand-in for a mail whose body was not fetched: its own header, and a note instead of its text. Pure."""

from __future__ import annotations

import re

_FIELD = re.compile(rb"^[!-9;-~]{1,200}[ \t]{0,9}:")
_OF_THE_BODY = (b"content-", b"mime-version", b"dkim-signature", b"arc-")
"""Header fields that would say something untrue of the note."""


def stand_in(head: bytes, note: str) -> bytes:
    """Return a mail with the header of another one and a note as its text."""
    kept = [field for field in _fields(head) if not field.lower().startswith(_OF_THE_BODY)]
    kept += [b"MIME-Version: 1.0\r\n", b"Content-Type: text/plain; charset=utf-8\r\n"]
    kept += [b"Content-Transfer-Encoding: 8bit\r\n"]
    return b"".join(kept) + b"\r\n" + note.encode() + b"\r\n"


def _fields(head: bytes) -> list[bytes]:
    """Return the fields of a header, each with its folding; what is no field is left out."""
    fields: list[bytes] = []
    for line in head.replace(b"\r\n", b"\n").split(b"\n"):
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] += line + b"\r\n"
        elif _FIELD.match(line):
            fields.append(line + b"\r\n")
    return fields
