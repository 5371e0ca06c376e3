"""What is agreed with one reseller beside its tier, as the directory has it: "S1=30m; S2=2h office; S4=none". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from deskbot.desk.promises import ALWAYS, LONGEST
from deskbot.desk.values import WrongError, span_of
from deskbot.model.case import Severity

NOTHING = "none"
"""Stands for a target: nothing is promised."""

_PART = re.compile(r"(?P<severity>S[1-4])\s*=\s*(?P<within>\w+)(?:\s+(?P<hours>[^\s;=]+))?")


@dataclass(frozen=True, slots=True)
class Agreed:
    """A target of one reseller's own."""

    within: timedelta | None
    """None: nothing is promised."""
    hours: str | None = None
    """Key of business hours, empty for every hour; None is those of the tier."""


def read_agreed(text: str) -> dict[Severity, Agreed]:
    """Read the targets of one reseller's own.

    Raises:
        ValueError: they cannot be understood; the text says how to write them.
    """
    found: dict[Severity, Agreed] = {}
    for severity, within, hours in _parts(text):
        if severity in found:
            raise ValueError(f"{severity} stands there twice; keep one")
        span = None if within == NOTHING else _span(within)
        found[severity] = Agreed(span, "" if hours == ALWAYS else hours or None)
    return found


def agreed_text(text: str) -> str:
    """Return the same targets in the one form in which they are kept.

    Raises:
        ValueError: they cannot be understood.
    """
    read_agreed(text)
    return "; ".join(f"{severity}={within} {hours}".strip() for severity, within, hours in sorted(_parts(text)))


def _parts(text: str) -> Iterator[tuple[Severity, str, str]]:
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(f'"{part}" is no target; write targets like: S1=30m; S2=2h office; S4=none')
        yield Severity(match["severity"]), match["within"], match["hours"] or ""


def _span(written: str) -> timedelta:
    try:
        span = span_of(written)
    except WrongError as error:
        raise ValueError(str(error)) from None
    if span > LONGEST:
        raise ValueError(f'"{written}" is longer than {LONGEST.days}d; write it like 30m, 4h or 2d')
    return span
