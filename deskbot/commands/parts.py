"""The marks by which a phone numbers the pieces of a long text, as "(1/3)". Pure.

Carriers join what they have cut themselves, and mark nothing; some phones cut, and some people number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

NUMBER = "piece"
"""Under which the number of a piece stands in its payload, where others are waited for."""
_MARK = r"[(\[]\s?(\d)\s?/\s?(\d)\s?[)\]]"
# In brackets only: "2/4 lines are dead" counts lines.
_FIRST = re.compile(rf"\s*{_MARK}[\s:]*", re.ASCII)
_LAST = re.compile(rf"{_MARK}\s*$", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One of several texts."""

    number: int
    of: int
    words: str
    """Without the mark."""


def part_in(text: str) -> Part | None:
    """Return which of several texts one is; None where it does not say so."""
    first = _FIRST.match(text)
    found = first or _LAST.search(text)
    if found is None:
        return None
    number, of = int(found[1]), int(found[2])
    if not 1 <= number <= of or of == 1:
        return None
    return Part(number, of, text[found.end() :].strip() if first else text[: found.start()].strip())


class Joined(NamedTuple):
    """Numbered texts as one."""

    words: str
    """In their order."""
    missing: bool
    """Whether any has not come."""
    begun: bool
    """Whether the first has."""


def joined(texts: Iterable[str]) -> Joined:
    """Return numbered texts as one."""
    parts = sorted(part for text in texts if (part := part_in(text)) is not None)
    numbers = {part.number for part in parts}
    missing = bool(parts) and len(numbers) < parts[0].of
    return Joined(" ".join(part.words for part in parts), missing, not parts or 1 in numbers)
