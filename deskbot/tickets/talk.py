"""Which ticket a message goes on with that came without thread and subject, as texts do. Pure.

In doubt it opens a ticket of its own: two that are alike are linked, but an outage that is added to an old matter may
go unheard.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from deskbot.model.talk import Spoken

GOES_ON = timedelta(hours=24)
"""For so long after the last word, either way, somebody goes on with the same ticket."""
ANSWERS = timedelta(days=7)
"""For so long an answer to a question of ours is waited for."""
TELLS_ANEW = timedelta(hours=1)
"""For so long a trouble that is told by itself is taken for more of the same."""


def goes_on(spoken: Sequence[Spoken], now: datetime, *, tells: bool) -> int | None:
    """Return the ticket that a message goes on with; None where it opens one.

    Args:
        spoken: the tickets of which was spoken with its writer on this wire.
        now: the present moment.
        tells: whether the message tells of a trouble, or asks for something, by itself.
    """
    last = max(spoken, key=lambda one: (one.at, one.ticket), default=None)
    if last is None:
        return None
    longest = TELLS_ANEW if tells else ANSWERS if last.asked else GOES_ON
    return last.ticket if now - last.at <= longest else None
