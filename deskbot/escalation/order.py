"""Which of many alarms that have rung is answered first. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from deskbot.model.case import Severity

_BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
_TICK = timedelta(seconds=4)
"""Alarms less apart than this go in the order in which they were set: so the numbers fit into the queue's 32 bits."""
_SECOND = timedelta(seconds=1)
"""Messages wait for no page, so that a finer measure fits into their queue: until 2088."""
_SPAN = 200_000_000
"""Ticks that make an alarm as late as if it were one class less urgent: a quarter of a century."""


def priority(severity: Severity, *, repeated: bool) -> int:
    """Return how soon something about a page has its turn; more is sooner.

    The graver ticket goes first, and among equals who has not heard of it before who has: a new S1 is never behind
    three hundred S2s, nor behind the third round of another S1.

    Args:
        severity: of the page's ticket.
        repeated: it has gone through all of its levels before.
    """
    return 2 * sum(severity.at_least(other) for other in Severity) + (not repeated)


def place(urgency: int, at: datetime | None) -> int:
    """Return an alarm's place among those that have rung and wait: more is sooner.

    The more urgent goes first; among equals what is due at once, as it goes on with something; then what was due first.
    Without it, what has waited while nobody worked would be answered in the order in which it was set.

    Args:
        urgency: as `priority` gives it; 0 for what has none.
        at: when the alarm rings; None is at once.
    """
    return urgency * _SPAN - (0 if at is None else (at - _BEGIN) // _TICK)


def place_of_turn(turn: datetime) -> int:
    """Return a message's place among those that wait for triage: what has its turn sooner goes first."""
    return -((turn - _BEGIN) // _SECOND)
