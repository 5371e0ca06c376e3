"""A mail as the libraries for signatures take it, within what they can bear."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

import dkim

from deskbot.channels.email.proof.lookups import Lookups
from deskbot.channels.email.proof.sender import disputed_headers, header_block

MAX_BYTES = 4 * 1024 * 1024
"""The library goes through all of a mail at once, and no other thread runs meanwhile: 0.1 s for so much."""
MAX_LINES = 250_000
"""The library keeps every line as an object of its own."""
MAX_BLANKS = 200_000
"""Blanks in the mail, each of which costs the library a step that nothing else can interrupt: 1 MB of prose."""
MAX_RUN_COST = 20_000_000
"""The sum of the squares of runs of blanks: the library looks at each blank of a run as a beginning of the run."""
MAX_HEADERS = 256 * 1024
MAX_HEADER_RUN = 1000
MAX_KEY = 900
"""Octets of a key's record: an RSA key of 4096 bits. Longer ones are only made to keep us busy."""
MIN_KEY = 1024
"""Bits of an RSA key (RFC 8301)."""

_ODD_STARTS = (b"\r", b"\n", b"\xef", b"")
_RUN = re.compile(rb"[\t ]{16,}")
_HEADER_RUN = re.compile(rb"\s{16,}")

# The libraries log what they find wrong with mails from outside, in the mails' words.
QUIET = logging.getLogger("deskbot.quiet.dkim")
QUIET.disabled = True

DnsFunction = Callable[..., bytes | None]
Tags = dict[bytes, bytes]


class UncheckableError(Exception):
    """The mail is built so that checking it would cost too much, or could be led astray; says why."""


class TestingKeyError(Exception):
    """The signer says of the key that it is only being tried out: as if there were no signature (RFC 6376, 3.6.1)."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A mail that can be checked."""

    raw: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    """Names in small letters, and values, topmost first, as the library reads them."""

    def all(self, name: bytes) -> list[bytes]:
        """Return all values of a header, topmost first."""
        return [value for key, value in self.headers if key == name]

    @property
    def names(self) -> frozenset[str]:
        """The names of all headers."""
        return frozenset(key.decode("ascii", "replace") for key, _ in self.headers)

    @property
    def content_type(self) -> str:
        """The value of the Content-Type, empty where there is none."""
        return next(iter(self.all(b"content-type")), b"").decode("ascii", "replace")


def signed(raw: bytes) -> Signed:
    """Return a mail for checking.

    Raises:
        UncheckableError: it is too large, or built to keep us busy, or its headers cannot be read.
    """
    if len(raw) > MAX_BYTES:
        raise UncheckableError("the mail is too large to be checked")
    if disputed_headers(raw) or raw[:1] in _ODD_STARTS:
        raise UncheckableError("the headers cannot be read as the standards say")
    block = header_block(raw)
    if raw.count(b"\n") > MAX_LINES or raw.count(b" ") + raw.count(b"\t") > MAX_BLANKS:
        raise UncheckableError("the mail is too large to be checked")
    runs = (run.end() - run.start() for run in _HEADER_RUN.finditer(block))
    if len(block) > MAX_HEADERS or any(length > MAX_HEADER_RUN for length in runs):
        raise UncheckableError("the headers are too large to be checked")
    if sum((run.end() - run.start()) ** 2 for run in _RUN.finditer(raw)) > MAX_RUN_COST:
        raise UncheckableError("the mail has too many blanks to be checked")
    try:
        headers, _ = dkim.rfc822_parse(block)
    except Exception as error:
        raise UncheckableError("the headers cannot be read as the standards say") from error
    return Signed(raw, tuple((bytes(name).lower(), bytes(value)) for name, value in headers))


def tags(value: bytes) -> Tags:
    """Return the tags of a signature header, none where it cannot be read."""
    try:
        return dkim.parse_tag_value(value)
    except Exception:  # noqa: BLE001  (IndexError has been seen beside the library's own)
        return {}


def signed_names(given: Tags) -> frozenset[str]:
    """Return the names of the headers that a signature covers, in small letters."""
    return frozenset(name.strip().lower().decode("ascii", "replace") for name in given.get(b"h", b"").split(b":"))


def key_finder(lookups: Lookups) -> DnsFunction:
    """Return the function by which the libraries find keys."""

    def find(name: bytes | str, timeout: float = 0) -> bytes | None:
        del timeout
        plain = name.decode("ascii", "replace") if isinstance(name, bytes) else name
        records = [record for record in lookups.find(plain, "TXT") if b"p=" in record]
        if not records or len(records[0]) > MAX_KEY:
            return None
        if b"y" in tags(records[0]).get(b"t", b"").split(b":"):
            raise TestingKeyError
        return records[0]

    return find
