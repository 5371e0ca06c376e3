"""When a webhook that has not taken an event is tried again. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

WAITS = tuple(timedelta(seconds=one) for one in (30, 120, 600, 3600, 3 * 3600, 6 * 3600))
"""After so long it is tried again, the first time, the second …; and then always after the last of these."""
_PASSED = tuple(accumulate(WAITS))
GIVEN_UP_AFTER = timedelta(days=3)
"""A webhook that has failed for so long is turned off, and the desk is told."""


@dataclass(frozen=True, slots=True)
class Queued:
    """What waits to be told to a webhook, the first of its ticket."""

    delivery: int
    attempts: int
    tried_at: datetime | None
    """When it was tried last."""

    def may_be_tried(self, not_before: datetime) -> datetime:
        """Return when its own wait is over, and a moment has come."""
        return max(not_before, self.tried_at + again_after(self.attempts)) if self.tried_at else not_before


def again_after(attempts: int) -> timedelta:
    """Return how long it is waited until the next try of an event, after so many."""
    return WAITS[min(attempts, len(WAITS)) - 1]


def rests_until(failing_since: datetime, tried_at: datetime) -> datetime:
    """Return until when nothing is sent to a webhook that has not answered at all.

    Args:
        failing_since: when it began to fail.
        tried_at: when it was tried last.
    """
    return tried_at + again_after(waits_passed(failing_since, tried_at) + 1)


def waits_passed(failing_since: datetime, now: datetime) -> int:
    """Return how many of the waits are over for a webhook that fails."""
    return bisect_right(_PASSED, now - failing_since)


def who_tries(queued: Iterable[Queued], rested: datetime) -> tuple[Queued, datetime]:
    """Return by which event, of some, is tried whether a webhook that rests answers again, and when.

    Each time it is another, as it may be this very event that it does not answer.
    """

    def place(one: Queued) -> tuple[datetime, bool, datetime]:
        return one.may_be_tried(rested), one.tried_at is not None, one.tried_at or rested

    first = min(queued, key=place)
    return first, first.may_be_tried(rested)


def is_given_up(failing_since: datetime | None, now: datetime) -> bool:
    """Return whether it has failed for so long that it is turned off."""
    return failing_since is not None and now - failing_since >= GIVEN_UP_AFTER
