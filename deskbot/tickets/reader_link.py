"""The signed link to a ticket's page in a letter: for one reader, for some time, and until it is taken back. Pure.

What it opens is what its reader may see: the link only says who that is. It names no address: whose it is shows by whom
of those who take part in the ticket it was signed for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from deskbot.signing import is_signed, short_signature

HOLDS_FOR = timedelta(days=30)
"""From the letter in which it stands."""
LONGEST = 60
_TOKEN = re.compile(r"([1-9][0-9]{0,11})\.([0-9]{1,7})\.([a-z2-7]{16})", re.ASCII)
_IN_TEXT = re.compile(rf"(/t/){_TOKEN.pattern}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who takes part in a ticket, by one address."""

    channel: str
    address: str
    series: int = 0
    """Links of an earlier one were taken back."""


@dataclass(frozen=True, slots=True)
class ReaderToken:
    """What a link says, unproven until a reader is found for whom it was signed."""

    number: int
    """The ticket, as it was called then."""
    until: date
    """The last day on which it holds."""
    signature: str

    def holds(self, now: datetime) -> bool:
        """Return whether its time is not over."""
        return now.date() <= self.until

    def is_for(self, reader: Reader, secret: bytes) -> bool:
        """Return whether it was signed for a reader."""
        return is_signed(self.signature, secret, lambda key: _signature(self.number, self.until, reader, key))


def reader_token(number: int, reader: Reader, now: datetime, secret: bytes) -> str:
    """Return the token of a link that a reader of a ticket is given."""
    until = (now + HOLDS_FOR).date()
    return f"{number}.{until.toordinal()}.{_signature(number, until, reader, secret)}"


def read_reader_token(text: str) -> ReaderToken | None:
    """Return what a token says; None for any other text."""
    match = _TOKEN.fullmatch(text[:LONGEST].strip().lower())
    if match is None:
        return None
    number, day, signature = match.groups()
    if not 1 <= int(day) <= date.max.toordinal():
        return None
    return ReaderToken(int(number), date.fromordinal(int(day)), signature)


def without_links(text: str) -> str:
    """Return a text as others than its reader may see it: a link that acts as the reader is no longer one."""
    return _IN_TEXT.sub(r"\1…", text)


def _signature(number: int, until: date, reader: Reader, secret: bytes) -> str:
    what = f"reader:{number}:{until.toordinal()}:{reader.series}:{reader.channel}:{reader.address}"
    return short_signature(what, secret)
