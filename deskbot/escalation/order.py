"""Which of many alarms that have rung is answered first. Pure."""

from __future__ import annotations

from deskbot.model.case import Severity


def priority(severity: Severity, *, repeated: bool) -> int:
    """Return how soon something about a page has its turn; more is sooner.

    The graver ticket goes first, and among equals who has not heard of it before who has: a new S1 is never behind
    three hundred S2s, nor behind the third round of another S1.

    Args:
        severity: of the page's ticket.
        repeated: it has gone through all of its levels before.
    """
    return 2 * sum(severity.at_least(other) for other in Severity) + (not repeated)
