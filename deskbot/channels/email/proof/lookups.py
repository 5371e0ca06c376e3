"""What the DNS says, for one mail: within a time and a number of questions, each asked once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Protocol

import dns.exception
import dns.resolver

MAX_QUESTIONS = 60
"""Questions to the DNS for one mail; SPF alone may ask 10, and each of these some more."""
MAX_TEXT = 4096
"""Octets of one TXT record; what is longer is cut, and so no record of ours any more."""
MAX_RECORDS = 100

Answer = Any
"""bytes of a TXT record, text of an address (A, AAAA) or name (PTR), or preference and name (MX)."""


class LookupFailedError(Exception):
    """The DNS did not answer in time, or not sensibly; it may another time."""


class Resolver(Protocol):
    """Asks the DNS; a test brings its own."""

    def __call__(self, name: str, kind: str, within: float) -> Sequence[Answer]:
        """Return the records of a kind under a name, none where there are none; takes `within` seconds at most.

        Raises:
            LookupFailedError: no answer was to be had.
        """
        ...


class Lookups:
    """The questions of one mail."""

    def __init__(self, resolver: Resolver, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin; after `seconds` every further question fails."""
        self._resolver = resolver
        self._clock = clock
        self._until = clock() + seconds
        self._known: dict[tuple[str, str], tuple[Answer, ...]] = {}
        self._asked = 0

    def find(self, name: str, kind: str) -> tuple[Answer, ...]:
        """Return the records of a kind under a name.

        Raises:
            LookupFailedError: no answer was to be had in the time that is left.
        """
        name = name.rstrip(".").lower()
        labels = name.split(".")
        if not name.isascii() or len(name) > 253 or not all(0 < len(label) < 64 for label in labels):  # noqa: PLR2004
            return ()
        if (name, kind) not in self._known:
            left = self._until - self._clock()
            if left <= 0 or self._asked >= MAX_QUESTIONS:
                raise LookupFailedError("the time or the number of questions to the DNS is used up")
            self._asked += 1
            self._known[name, kind] = self._ask(name, kind, left)
        return self._known[name, kind]

    def _ask(self, name: str, kind: str, left: float) -> tuple[Answer, ...]:
        try:
            return tuple(self._resolver(name, kind, left))[:MAX_RECORDS]
        except LookupFailedError:
            raise
        except Exception as error:
            # Whatever a resolver raises over a name from outside, it has not answered.
            raise LookupFailedError(type(error).__name__) from error


def system_resolver(name: str, kind: str, within: float) -> Sequence[Answer]:
    """Ask the DNS servers that this machine is set up with; see `Resolver`."""
    try:
        found = _resolver().resolve(name, kind, lifetime=within, search=False, raise_on_no_answer=False)
    except dns.resolver.NXDOMAIN:
        return ()
    except dns.exception.DNSException as error:
        raise LookupFailedError(type(error).__name__) from error
    return [_answer(record, kind) for record in found.rrset or ()]


def _answer(record: Any, kind: str) -> Answer:
    if kind == "TXT":
        return b"".join(record.strings)[:MAX_TEXT]
    if kind == "MX":
        return record.preference, record.exchange.to_text(omit_final_dot=True)
    return record.target.to_text(omit_final_dot=True) if kind == "PTR" else record.address


@lru_cache(maxsize=1)
def _resolver() -> dns.resolver.Resolver:
    return dns.resolver.Resolver()
