"""Who a mail says it is from, where it says so in one way only."""

from __future__ import annotations

import re

from deskbot.channels.email.proof.covered import repeated
from deskbot.channels.email.reading.facts import facts_of
from deskbot.channels.email.reading.headers import Headers
from deskbot.channels.email.reading.limits import MAX_HEADER_BYTES, MAX_HEADERS
from deskbot.channels.email.reading.structure import from_its_headers_on, take_apart

_END = re.compile(rb"\r?\n\r?\n|\r\r")
_BLANK_LINE = re.compile(rb"\n\r?\n")
_BARE = re.compile(rb"\r(?!\n)|\0|\n>?From ")
"""What some readers take for the end of a line, or of the headers, and others for nothing."""


def header_block(raw: bytes) -> bytes:
    """Return a mail's headers, as `read_mail` finds them."""
    raw = from_its_headers_on(raw)
    end = _END.search(raw, 0, MAX_HEADER_BYTES)
    return raw[: end.start()] + b"\r\n\r\n" if end else raw[:MAX_HEADER_BYTES]


def disputed_headers(raw: bytes) -> bool:
    r"""Return whether readers may disagree on where headers end, and so on what a signature covers.

    For some a carriage return alone ends a line, for others it is a letter like any other. A signed mail with
    `X: \r\r something else` put among its headers is still signed for the latter, and another mail for the former.
    The same goes for lines of an mbox file among the headers, and for more headers than are read.
    """
    start = from_its_headers_on(raw)
    end = _BLANK_LINE.search(start, 0, MAX_HEADER_BYTES)
    stop = end.start() + 1 if end else MAX_HEADER_BYTES
    return _BARE.search(start, 0, stop) is not None or start.count(b"\n", 0, stop) >= MAX_HEADERS


def sole_sender(raw: bytes) -> str:
    """Return the one address in the one From header, nothing where From may be read as somebody else's."""
    headers = Headers(take_apart(header_block(raw)).root)
    found = headers.addresses("from")
    if len(headers.raw("from")) != 1 or len(found) != 1 or facts_of(headers).ambiguous_sender:
        return ""
    return found[0].address


def repeated_headers(raw: bytes) -> tuple[str, ...]:
    """Return the headers that may stand once, and stand more than once."""
    return repeated(Headers(take_apart(header_block(raw)).root))
