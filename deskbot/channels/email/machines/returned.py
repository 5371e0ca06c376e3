"""The mail that a bounce or a report returns: which one it was, and to whom it went."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deskbot.channels.email.machines.bounce_words import begins_returned
from deskbot.channels.email.reading.charsets import clean, decode
from deskbot.channels.email.reading.headers import Headers, message_id
from deskbot.channels.email.reading.structure import Part, take_apart

RETURNED_TYPES = frozenset({
    "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "text/rfc822", "message/global",
    "message/global-headers", "message/partial",
})  # fmt: skip
_HEADER = re.compile(
    r"[>| \t]{0,6}(?:received|return-path|message-id|from|to|subject|date|cc|mime-version|content-type|reply-to"
    r"|delivered-to|x-[a-z0-9-]{1,40}|dkim-signature|references|in-reply-to|user-agent|content-[a-z-]{1,40})"
    r"[ \t]{0,5}:",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"[>| \t]{0,6}(?:received|return-path|message-id|mime-version|dkim-signature)[ \t]{0,5}:", re.IGNORECASE
)
_INDENT = re.compile(r"[>| \t]{1,6}")
_HEAD = 65536
_MAX_LINES = 3000
_BLOCK = 400
"""Lines of the returned header that are read."""
_LOOK = 12
_FEW = 2


@dataclass(frozen=True, slots=True)
class Returned:
    """What is known of the returned mail."""

    message_id: str | None = None
    recipients: frozenset[str] = frozenset()
    senders: frozenset[str] = frozenset()


def returned_part(root: Part) -> Returned | None:
    """Return what the first returned mail among the parts says, None where there is none."""
    for part in root.walk():
        if part is not root and part.declared_type in RETURNED_TYPES:
            return _read(part.content()[:_HEAD])
    return _within_status(root)


def _within_status(root: Part) -> Returned | None:
    """Return what a returned mail says that ended up below the entries for machines, as its boundary was lost."""
    for part in root.walk():
        if part.declared_type == "message/delivery-status":
            below = divide(clean(decode(part.content()[:_HEAD])[0]))[1]
            if below is not None and below.message_id:
                return below
    return None


def divide(text: str) -> tuple[str, Returned | None]:
    """Return the report without the mail that stands below it in the same text, and what that mail says."""
    lines = [line[:1000] for line in text.split("\n")[:_MAX_LINES]]
    for number, line in enumerate(lines):
        if begins_returned(line) and (block := _block(lines[number + 1 :][:_BLOCK])):
            return "\n".join(lines[:number]), _read(block)
        if _HEADER.match(line) and _is_header_block(lines[number : number + _LOOK]):
            return "\n".join(lines[:number]), _read(_block(lines[number:][:_BLOCK]))
    return "\n".join(lines), None


def _is_header_block(lines: list[str]) -> bool:
    """Return whether a mail's header begins here; "To:" and "Subject:" alone are what Exchange says of it."""
    named = sum(bool(_HEADER.match(line)) for line in lines)
    return named > _FEW and any(_TELLING.match(line) for line in lines)


def _block(lines: list[str]) -> bytes:
    """Return the header lines that stand here, without the indent or quote marks in front."""
    return "\n".join(_header_lines(lines)).encode("utf-8", "surrogateescape")


def _header_lines(lines: list[str]) -> list[str]:
    """Return the first block of headers that a mail could have; a part's own two or three are passed over."""
    found: list[str] = []
    told, skipped = False, 0
    for line in lines:
        if _HEADER.match(line):
            found.append(_INDENT.sub("", line, count=1))
            told = told or bool(_TELLING.match(line))
        elif found and line.strip():
            found.append(line if line[:1] in {" ", "\t"} else f" {line}")
        elif told or skipped > _LOOK:
            break
        else:
            found, skipped = [], skipped + 1
    return found


def _read(block: bytes) -> Returned:
    try:
        headers = Headers(take_apart(block.lstrip(b"\r\n")).root)
    except ValueError:
        return Returned()
    return Returned(
        message_id(headers.first("message-id")),
        _addresses(headers, "to", "cc", "bcc", "x-original-to", "envelope-to", "resent-to"),
        _addresses(headers, "from", "sender", "return-path", "reply-to"),
    )


def _addresses(headers: Headers, *names: str) -> frozenset[str]:
    return frozenset(one.address.casefold() for name in names for one in headers.addresses(name))
