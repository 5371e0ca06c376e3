"""What mail-parser finds out about a mail's envelope: its way through the servers, and what is wrong with senders."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import mailparser

from deskbot.channels.email.reading.headers import Headers

# It logs the headers that it cannot read; words from outside stay out of the log.
logging.getLogger("mailparser").setLevel(logging.CRITICAL)

SLOW = timedelta(minutes=15)
MANY_SERVERS = 30
"""Mail servers after which a mail is thought to run in a loop."""
_READ = {"received": 50, "from": 3, "sender": 1, "reply-to": 1, "date": 1}
"""How many of each header it is given: all of the mail would be parsed twice, and its body wrongly."""
_LONGEST = 4096
_TELLING = ("ambiguous", "nested", "unmatched", "unclosed", "invalid-angle", "invalid-display")


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to tell about an envelope."""

    ambiguous_sender: bool = False
    """True where From may be read as more than one sender; what was proven may be about the other one."""
    defects: tuple[str, ...] = ()


def facts_of(headers: Headers) -> Facts:
    """Return what mail-parser says about the headers; nothing where it fails."""
    try:
        mail = mailparser.parse_from_bytes(_block(headers))
        received: list[dict[str, Any]] = list(mail.received or [])
        found = list(_sentences(mail.defects or []))
    except Exception:  # noqa: BLE001  (facts beside the mail: whatever fails here, the mail itself is read)
        return Facts()
    ambiguous = any(sentence.startswith("From") for sentence in found)
    return Facts(ambiguous, (*found, *_way(received, len(headers.raw("received")))))


def _block(headers: Headers) -> bytes:
    lines = (
        f"{name}: {value[:_LONGEST]}\r\n".encode("utf-8", "surrogateescape")
        for name, most in _READ.items()
        for value in headers.raw(name)[:most]
    )
    return b"".join(lines) + b"\r\n"


def _sentences(defects: Iterable[dict[str, list[str]]]) -> Iterable[str]:
    """Yield what is wrong with senders' addresses, in words; bare sloppiness is not worth the desk's time."""
    for defect in defects:
        for line in defect.get("address-headers", ()):
            header, _, reason = line.removeprefix("AddressHeaderDefect: ").partition(": ")
            if any(word in reason for word in _TELLING):
                yield f"{header.partition('[')[0].capitalize()}: {reason.replace('-', ' ')}"


def _way(received: list[dict[str, Any]], servers: int) -> Iterable[str]:
    if servers > MANY_SERVERS:
        yield f"it came through {servers} mail servers: perhaps it runs in a loop"
    times = [_time(hop.get("date_utc")) for hop in received]
    known = [time for time in times if time is not None]
    if len(known) > 1 and (taken := known[-1] - known[0]) > SLOW:
        minutes = int(taken.total_seconds() // 60)
        yield f"it was {minutes // 60} h {minutes % 60:02} min on its way between the mail servers"


def _time(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
