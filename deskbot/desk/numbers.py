"""Which Service Desk number is told to people of a region at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

DEFAULT_REGION = "default"
"""The region under which the Service Desk number of everybody else stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberHours:
    """When a number is the right one, on the wall clock of its zone."""

    zone: str
    """IANA name."""
    days: frozenset[int]
    """On which the hours begin; 0 is Monday. Never empty."""
    begins: time
    ends: time
    """Not after `begins`: they end on the next day."""

    def cover(self, now: datetime) -> bool:
        """Return whether a moment lies within the hours; their begin does, their end does not."""
        local = now.astimezone(ZoneInfo(self.zone))
        at, today = local.time(), local.weekday()
        if self.begins < self.ends:
            return today in self.days and self.begins <= at < self.ends
        late, early = at >= self.begins, at < self.ends
        return (late and today in self.days) or (early and (today - 1) % 7 in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNumber:
    """One Service Desk number, as it is told to people."""

    number: str
    hours: NumberHours | None = None
    """None is at any time."""


Numbers = Mapping[str, tuple[DeskNumber, ...]]
"""By region in lower case; `DEFAULT_REGION` is there, and its last number has no hours."""


def number_at(numbers: Numbers, region: str, now: datetime) -> str:
    """Return the number for a region at a moment.

    The first one whose hours cover the moment counts. Where a region has none for it, or is not known, it is the
    default region's.
    """
    own = _first(numbers.get(region.strip().casefold(), ()), now)
    return own or _first(numbers[DEFAULT_REGION], now)


def _first(numbers: Iterable[DeskNumber], now: datetime) -> str:
    return next((one.number for one in numbers if one.hours is None or one.hours.cover(now)), "")
