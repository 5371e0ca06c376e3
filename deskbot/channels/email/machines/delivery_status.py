"""What a delivery status notification says for machines (RFC 3464): an entry for each address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from deskbot.channels.email.reading.charsets import clean, decode
from deskbot.channels.email.reading.headers import decoded
from deskbot.model.message import Undelivered

DELIVERED = frozenset({"delivered", "relayed", "expanded", "deliverable"})
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{2,60})[ \t]{0,9}:[ \t]{0,20}(.{0,2000})")
_ENHANCED = re.compile(r"(?<![\w.])([245])\.(\d{1,3})\.(\d{1,3})(?![\w.]*\d)")
_REPLY = re.compile(r"(?<![\w.:/-])(?<!\d )([45]\d\d)(?![ -]\d{3,4}(?![\w.]))(?=[ \-:;,#)\]<'\"]|\Z)")
_ADDRESS = re.compile(r"[^\s<>;:,\"'()\[\]]{1,200}@[^\s<>;:,\"'()\[\]]{1,200}")
_MAX_BYTES = 200_000
_MAX_LINES = 5000
_MAX_GROUPS = 200
WHY = 500
"""Characters kept of a mail server's words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of our mail at one address."""

    final: str
    original: str
    action: str
    status: str
    why: str

    @property
    def arrived(self) -> bool:
        """Whether it was delivered, or handed to a system that reports no more."""
        return self.action in DELIVERED or (not self.action and self.status.startswith("2"))

    def undelivered(self, address: str) -> Undelivered:
        """Return it as a failure, under one of its addresses."""
        return Undelivered(address, permanent=self.action != "delayed", status=self.status, why=self.why)


def entries_of(data: bytes) -> tuple[Entry, ...]:
    """Return the entries of a message/delivery-status part; linear and bounded."""
    text = clean(decode(data[:_MAX_BYTES])[0])
    found = [entry for group in _groups(text) if (entry := _entry(group)) is not None]
    return tuple(found)


def status_in(words: str) -> str:
    """Return the enhanced status code in a mail server's words, else its SMTP reply code, else nothing."""
    enhanced = [match[0] for match in _ENHANCED.finditer(words[:4000])]
    telling = [code for code in enhanced if not code.endswith(".0.0")]
    if telling:
        return telling[0]
    reply = _REPLY.search(words[:4000])
    return enhanced[0] if enhanced else reply[1] if reply else ""


def address_in(value: str) -> str:
    """Return the address in a field such as "rfc822; ines@harborvoice.example", empty where there is none."""
    match = _ADDRESS.search(value.replace("rfc822;", " ").replace("RFC822;", " "))
    return match[0].strip(".") if match else ""


def one_line(words: str) -> str:
    """Return a mail server's words on one line, cut to what is kept of them."""
    return " ".join(words.split())[:WHY].strip()


def _groups(text: str) -> Iterator[dict[str, str]]:
    """Yield the fields of each block; a second recipient begins a block, too, where empty lines were lost."""
    group: dict[str, str] = {}
    last, groups = "", 0
    for line in text.split("\n")[:_MAX_LINES]:
        if line[:1] in {" ", "\t"} and line.strip() and last:
            group[last] = f"{group[last]} {line.strip()}"[:2000]
            continue
        match = _FIELD.match(line)
        last = match[1].lower() if match else ""
        again = last == "final-recipient" and "final-recipient" in group
        if (not line.strip() or again) and ("final-recipient" in group or "original-recipient" in group):
            yield group
            group, groups = {}, groups + 1
            if groups >= _MAX_GROUPS:
                return
        if match:
            group.setdefault(last, match[2].strip())
    if group:
        yield group


def _entry(group: dict[str, str]) -> Entry | None:
    final, original = (address_in(group.get(name, "")) for name in ("final-recipient", "original-recipient"))
    if not (final or original):
        return None
    action = group.get("action", "").partition("(")[0].strip().lower()
    words = decoded(group.get("diagnostic-code", "").partition(";")[2] or group.get("diagnostic-code", ""))
    given = status_in(group.get("status", ""))
    return Entry(final or original, original or final, action, _telling(given, words), one_line(words))


def _telling(given: str, words: str) -> str:
    """Return the status, or the one in the server's words where the status says no more than "failed"."""
    if given and not given.endswith(".0.0"):
        return given
    spoken = status_in(words)
    return spoken if spoken and (not given or "." in spoken) else given or spoken
