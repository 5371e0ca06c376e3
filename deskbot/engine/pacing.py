"""How soon the next message may go to one conversation; another one never waits for it.

Kept in memory, by each process for itself: whoever is told "later" all the same waits as long as was asked for.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from deskbot.channels import Pace

MOST_LANES = 2000
"""Conversations that are remembered; those in which nothing waits are forgotten."""
SET_BACK = timedelta(seconds=5)
"""A moment that is by so much earlier than the one before comes of a clock that was set back."""


@dataclass(slots=True)
class Pacing:
    """The conversations to which something has gone lately."""

    _spent: dict[Hashable, datetime] = field(default_factory=dict)
    """Until when each has its messages, one after another, at the pace."""
    _booked: dict[int, datetime] = field(default_factory=dict)
    """When a message that waits may go."""
    _latest: datetime | None = None
    """The moment of the last question."""

    def slot(self, pace: Pace, lane: Hashable, message: int, now: datetime) -> datetime:
        """Return when a message may go: now, or the moment that is kept for it.

        Args:
            pace: the wire's.
            lane: the conversation.
            message: what waits for its turn keeps it, however often it asks.
            now: the present moment.
        """
        if self._latest is not None and now < self._latest - SET_BACK:
            # By the old clock they would wait for as long as it was set back.
            self._spent.clear()
            self._booked.clear()
        self._latest = now
        if (kept := self._booked.pop(message, None)) is not None:
            if kept > now:
                self._booked[message] = kept
            return max(kept, now)
        spent = max(self._spent.get(lane, now), now)
        at = max(now, spent - (pace.burst - 1) * pace.every)
        self._spent[lane] = spent + pace.every
        if at > now:
            self._booked[message] = at
        self._forget(now)
        return at

    def hold(self, pace: Pace, lane: Hashable, until: datetime) -> None:
        """Let nothing more go to a conversation until a moment, as its wire has asked."""
        self._spent[lane] = max(self._spent.get(lane, until), until + (pace.burst - 1) * pace.every)

    def _forget(self, now: datetime) -> None:
        if len(self._spent) > MOST_LANES:
            self._spent = {lane: spent for lane, spent in self._spent.items() if spent > now}
        if len(self._booked) > MOST_LANES:
            # Somebody else has sent them since.
            self._booked = {one: at for one, at in self._booked.items() if at > now - timedelta(minutes=5)}
