"""Where `now` comes from: the shell asks a clock, decisions are handed the answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

APART = timedelta(seconds=5)
"""Machines' clocks may differ by so much."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment, timezone-aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


class ControlledClock:
    """A clock that stands still until it is moved; for tests and simulations."""

    def __init__(self, start: datetime) -> None:
        """Stand at `start`, which must carry a time zone."""
        if start.tzinfo is None:
            msg = "a clock starts at a moment with a time zone"
            raise ValueError(msg)
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment at which the clock stands."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Stand at `moment` from now on."""
        self._now = moment.astimezone(UTC)

    def forward(self, by: timedelta) -> None:
        """Move on by a duration."""
        self._now += by
