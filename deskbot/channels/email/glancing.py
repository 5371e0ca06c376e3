"""What is seen of a mail at the door: who says to have written it, and how it begins.

Done on the SMTP server's loop for every mail: it looks at the beginning alone, and never fails.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from email.errors import HeaderParseError
from email.header import decode_header

from deskbot.model.message import Glance

_LOOKED_AT = 32 * 1024
"""Bytes of the header, and with it the begin of the body."""
_BEGIN = 2_000
"""Bytes of the body."""
_LONGEST_SUBJECT = 500
_LINE_END = re.compile(rb"\r?\n")
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_FROM = re.compile(rb"^from[ \t]*:((?:[^\n]|\n[ \t]){0,1000})", re.IGNORECASE | re.MULTILINE)
_SUBJECT = re.compile(rb"^subject[ \t]*:((?:[^\n]|\n[ \t]){0,1000})", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(rb"[^\s\0<>,;:\"()@]{1,64}@[^\s\0<>,;:\"()@]{1,253}")
_BASE64 = re.compile(rb"(?:^[A-Za-z0-9+/]{40,}={0,2}\r?$\n?)+", re.MULTILINE)


def glance_at(raw: bytes, *, client: str = "", submitted_as: str = "") -> Glance:
    """Return what is seen of a mail.

    Args:
        raw: the mail.
        client: who brought it; empty where that is one who brings everybody's.
        submitted_as: the address as which the client signed in; empty where it has not.
    """
    piece = raw[:_LOOKED_AT]
    end = _END_OF_HEADER.search(piece)
    header = piece[: end.start()] if end else piece
    body = raw[end.end() : end.end() + _BEGIN] if end else b""
    words = f"{_subject(header)}\n{_begin(body)}"
    if submitted_as:
        return Glance(submitted_as.lower(), client, words, admitted=True)
    return Glance(_sender(header), client, words)


def _sender(header: bytes) -> str:
    told = _FROM.search(header)
    # A name may hold an address, too: theirs stands last.
    found = _ADDRESS.findall(told[1]) if told else []
    return found[-1].decode("utf-8", "replace").lower() if found else ""


def _subject(header: bytes) -> str:
    told = _SUBJECT.search(header)
    text = _LINE_END.sub(b"", told[1])[:_LONGEST_SUBJECT].decode("utf-8", "replace").strip() if told else ""
    if "=?" not in text:
        return text
    try:
        parts = decode_header(text)
        return " ".join(
            part if isinstance(part, str) else part.decode(name or "utf-8", "replace") for part, name in parts
        )
    except (HeaderParseError, LookupError, ValueError):
        return text


def _begin(body: bytes) -> str:
    if coded := _BASE64.search(body):
        lines = coded[0].translate(None, b"\r\n")
        try:
            body = base64.b64decode(lines[: len(lines) // 4 * 4])
        except binascii.Error:
            return ""
    elif b"=\n" in body or b"=\r\n" in body or b"=C3" in body:
        body = quopri.decodestring(body)
    return body.decode("utf-8", "replace")
