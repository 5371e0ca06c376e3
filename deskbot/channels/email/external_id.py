"""The id under which a mail is known. Made on the SMTP server's loop for every mail: it imports next to nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

_NAMES = (
    *(b"message-id", b"from", b"date", b"subject"),
    *(b"authentication-results", b"list-id", b"precedence", b"auto-submitted"),
)
"""The mail's own, and what says on its way who wrote it and whether a machine passed it on: of two copies, one by way
of a list and one not, neither stands for the other. That they say the same is found out where they are read."""
_NAMED = {name: re.compile(b"\n" + re.escape(name) + rb"[ \t]*:") for name in _NAMES}
"""Looked for in small letters and behind a line's end: what begins with plain letters is found fast."""
_VALUE = re.compile(rb"[^\n]*(?:\n[ \t][^\n]*)*")
_LINE_ENDS = re.compile(rb"[\r\n]*")
_UNPRINTABLE = bytes(octet for octet in range(256) if not 0x21 <= octet <= 0x7E)  # noqa: PLR2004
_HEADERS = 1024 * 1024
"""Bytes of the header in which the names are looked for; a mail with a longer one goes to quarantine."""
_PIECE = 256 * 1024
MAX_ID = 200


def external_id_of(raw: bytes, arrival: str = "") -> str:
    """Return the key by which a second delivery of the same mail is recognised.

    It is the Message-ID with a hash of what no relay changes: Message-ID, From, Date, Subject and the body, and of what
    servers and lists say about it. So a mail that is delivered once more is one mail, and another mail under a forged
    or reused Message-ID, or one of which something else is proven, is another one.
    Never fails, takes linear time, and copies no more than a piece of the mail at a time, whatever the bytes are.

    Args:
        raw: the mail.
        arrival: what tells one arrival from the next: the hour, or a mailbox's own number. A machine's mail that has
            neither Message-ID nor Date may say the same a month later and mean it: such a mail is the same only there.
    """
    start, end, body = _places(raw)
    named = _first_of_each(raw[start : min(end, start + _HEADERS)])
    digest = hashlib.blake2b(digest_size=20)
    for name in _NAMES:
        digest.update(name + b":" + named[name] + b"\n")
    if not named[b"message-id"] and not named[b"date"]:
        digest.update(arrival.encode())
    # Relays rewrite line ends, and some add or drop the last one.
    for piece in _pieces(raw, body, _end_of_written(raw, body)):
        digest.update(piece.replace(b"\r\n", b"\n"))
    message_id = named[b"message-id"].translate(None, _UNPRINTABLE)[:MAX_ID].decode("ascii")
    return f"{message_id}#{digest.hexdigest()}"


def _places(raw: bytes) -> tuple[int, int, int]:
    """Return where the header begins and ends, and where the body begins."""
    begins = _LINE_ENDS.match(raw)
    start = begins.end() if begins else 0
    plain = raw.find(b"\n\n", start)
    other = raw.find(b"\n\r\n", start, plain + 2 if plain >= 0 else len(raw))
    line_end, body = (other, other + 3) if other >= 0 else (plain, plain + 2)
    if line_end < 0:
        return start, len(raw), len(raw)
    return start, line_end - (raw[line_end - 1 : line_end] == b"\r"), body


def _first_of_each(headers: bytes) -> dict[bytes, bytes]:
    """Return the first value of each header that counts, with its folding undone; empty where there is none."""
    small = b"\n" + headers.lower()
    found: dict[bytes, bytes] = {}
    for name, named in _NAMED.items():
        at = named.search(small)
        value = _VALUE.match(headers, at.end() - 1) if at else None
        found[name] = b" ".join(value[0].split()) if value else b""
    return found


def _end_of_written(raw: bytes, start: int) -> int:
    """Return where the line ends at the end of a mail begin."""
    end = len(raw)
    while end > start:
        last = raw[max(start, end - _PIECE) : end]
        written = len(last.rstrip(b"\r\n"))
        end -= len(last) - written
        if written:
            break
    return end


def _pieces(raw: bytes, start: int, end: int) -> Iterator[bytes]:
    """Yield a stretch of a mail in pieces; no line end is cut in two."""
    while start < end:
        stop = min(start + _PIECE, end)
        if stop < end and raw[stop - 1 : stop] == b"\r":
            stop -= 1
        yield raw[start:stop]
        start = stop
