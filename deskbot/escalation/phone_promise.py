"""By when a caller may be told that somebody calls back. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from deskbot.desk import SupportHours
from deskbot.escalation.hours import support_open

LOOK_EVERY = timedelta(minutes=15)


def promised(
    opened_at: datetime, response: timedelta | None, hours: SupportHours | None, now: datetime
) -> datetime | None:
    """Return by when a person has to have answered; None where no time may be promised.

    Time that runs through closed hours counts otherwise, so nothing is promised across them.

    Args:
        opened_at: when the ticket was accepted.
        response: what the reseller's tier promises for its severity.
        hours: when support is open.
        now: the present moment.
    """
    if response is None or opened_at + response <= now:
        return None
    due = opened_at + response
    at = opened_at
    while at < due:
        if not support_open(hours, at):
            return None
        at += LOOK_EVERY
    return due if support_open(hours, due) else None
