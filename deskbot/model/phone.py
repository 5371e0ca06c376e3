"""A reseller's call to the Service Desk number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

SPOKEN = "phone"
"""The channel of calls: what comes in by it was spoken, and nobody can be written to by it."""

TEXTED = "sms"
"""The channel of texts to the number that resellers text: short, and without threads."""

WHATSAPP = "whatsapp"
"""A channel of numbers, too; who texts from a number need not be there by it."""

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_KEYS = {
    letter: str(key)
    for key, letters in enumerate(["ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"], 2)
    for letter in letters
}
NO_NUMBERS = frozenset(
    "+" + "".join(_KEYS[letter] for letter in word) for word in ("ANONYMOUS", "UNAVAILABLE", "RESTRICTED", "BLOCKED")
)
"""What carriers send for a number that is withheld: such a word, dialled on a keypad, as +266696687."""


def letter_in(written: str) -> str:
    """Return a letter of a written telephone number: it would be left out, and what is left may be somebody's."""
    return next((one for one in written.removeprefix("tel:") if one.isalpha()), "")


def number_of(caller: str) -> str:
    """Return the number under which a caller can be called back; empty where it is withheld.

    Args:
        caller: as the carrier tells of them.
    """
    return caller if _NUMBER.fullmatch(caller) and caller not in NO_NUMBERS else ""


class CallState(StrEnum):
    """How far a call has come."""

    TALKING = "talking"
    """The caller is asked which ticket it is about, or leaves a message."""
    WAITING = "waiting"
    """The ticket is urgent, somebody is paged, and the caller waits for them."""
    DIALLING = "dialling"
    """Whoever took the page by text is being called, to be connected."""
    JOINED = "joined"
    """The caller and a responder talk, or have talked."""
    CALLS_BACK = "calls-back"
    """A responder has taken it, and is going to call back."""
    ENDED = "ended"
    """The caller has hung up, or was told that somebody will call back, before anybody talked to them."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A call as the carrier tells of it."""

    sid: str
    """The carrier's id; one call has one."""
    caller: str
    """E.164, or whatever stands in its place where the number is withheld."""
    called: str
    attested: bool = True
    """False where the carrier says that the number may be borrowed (STIR/SHAKEN failed)."""

    @property
    def number(self) -> str:
        """The number under which the caller can be called back; empty where it is withheld."""
        return number_of(self.caller)


@dataclass(frozen=True, slots=True)
class PastCall:
    """A call that is over, as the carrier remembers it."""

    ring: Ring
    began: datetime
    ended: datetime
    recordings: tuple[tuple[str, int], ...] = ()
    """The messages that were recorded: the carrier's id of each, and its seconds."""
