"""Who a mail says it is from, where it says so in one way only."""

from __future__ import annotations

import re

from deskbot.channels.email.facts import facts_of
from deskbot.channels.email.headers import Headers, addresses
from deskbot.channels.email.limits import MAX_HEADER_BYTES
from deskbot.channels.email.structure import take_apart

_END = re.compile(rb"\r?\n\r?\n|\r\r")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def header_block(raw: bytes) -> bytes:
    """Return a mail's headers, as `read_mail` finds them."""
    raw = raw.removeprefix(_BYTE_ORDER_MARK).lstrip(b"\r\n")
    end = _END.search(raw, 0, MAX_HEADER_BYTES)
    return raw[: end.start()] + b"\r\n\r\n" if end else raw[:MAX_HEADER_BYTES]


def sole_sender(raw: bytes) -> str:
    """Return the one address in the one From header, nothing where From may be read as somebody else's."""
    headers = Headers(take_apart(header_block(raw)).root)
    found = addresses(headers.all("from"))
    if len(headers.raw("from")) != 1 or len(found) != 1 or facts_of(headers).ambiguous_sender:
        return ""
    return found[0].address
