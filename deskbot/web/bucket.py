"""How often somebody may ask."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

MOST_KNOWN = 10_000


@dataclass(slots=True)
class Buckets:
    """A bucket for each who asks: it holds so many, and fills up at an even pace. In memory, each process its own."""

    most: int
    """At once, where somebody has rested."""
    within: timedelta
    """In which an empty one fills up."""
    _levels: OrderedDict[str, tuple[float, datetime]] = field(default_factory=OrderedDict[str, tuple[float, datetime]])

    def take(self, who: str, now: datetime) -> int:
        """Take one; return for how many seconds there is none, 0 where there was one."""
        level, at = self._levels.pop(who, (float(self.most), now))
        pace = self.most / self.within.total_seconds()
        level = min(float(self.most), level + max(0.0, (now - at).total_seconds()) * pace)
        enough = level >= 1
        self._levels[who] = (level - 1 if enough else level, now)
        if len(self._levels) > MOST_KNOWN:
            self._levels.popitem(last=False)
        return 0 if enough else max(1, ceil((1 - level) / pace))
