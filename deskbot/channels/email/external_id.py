"""The id under which a mail is known. Made on the SMTP server's loop for every mail: it imports next to nothing."""

from __future__ import annotations

import hashlib
import re

_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_NAMED = re.compile(rb"^(message-id|from|date|subject)[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)", re.IGNORECASE | re.MULTILINE)
_NAMES = (b"message-id", b"from", b"date", b"subject")
_UNPRINTABLE = re.compile(rb"[^\x21-\x7e]+")
MAX_ID = 200


def external_id_of(raw: bytes, hour: str = "") -> str:
    """Return the key by which a second delivery of the same mail is recognised.

    It is the Message-ID with a hash of what no relay changes: Message-ID, From, Date, Subject and the body. So a mail
    that comes by two routes is one mail, and another mail under a forged or reused Message-ID is another one.
    Never fails, and takes linear time, whatever the bytes are.

    Args:
        raw: the mail.
        hour: when it came. A machine's mail that has neither Message-ID nor Date may say the same a month later and
            mean it: such a mail is the same only within its hour.
    """
    headers, body = _halves(raw)
    named = _first_of_each(headers)
    digest = hashlib.blake2b(digest_size=20)
    for name in _NAMES:
        digest.update(name + b":" + named.get(name, b"") + b"\n")
    if not named.get(b"message-id") and not named.get(b"date"):
        digest.update(hour.encode())
    # Relays rewrite line ends, and some add or drop the last one.
    digest.update(body.replace(b"\r\n", b"\n").rstrip(b"\r\n"))
    message_id = _UNPRINTABLE.sub(b"", named.get(b"message-id", b""))[:MAX_ID].decode("ascii")
    return f"{message_id}#{digest.hexdigest()}"


def _halves(raw: bytes) -> tuple[bytes, bytes]:
    raw = raw.lstrip(b"\r\n")
    end = _END_OF_HEADERS.search(raw)
    return (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")


def _first_of_each(headers: bytes) -> dict[bytes, bytes]:
    """Return the first value of each header that counts, with its folding undone."""
    found: dict[bytes, bytes] = {}
    for match in _NAMED.finditer(headers):
        found.setdefault(match[1].lower(), b" ".join(match[2].split()))
        if len(found) == len(_NAMES):
            break
    return found
