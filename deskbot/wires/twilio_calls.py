"""What the carrier remembers of calls to our numbers: asked for, in case we were not there when they came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from twilio.rest import Client

from deskbot.model.phone import PastCall, Ring
from deskbot.settings import Settings
from deskbot.wires import twilio

MOST = 1000
"""Of each kind; a desk whose telephone rings more often has never been without it for so long."""
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


async def calls_since(settings: Settings, since: datetime) -> Sequence[PastCall] | None:
    """Return the calls to the Service Desk's numbers that are over, oldest first; None where nobody answers that.

    That the carrier vouches for a caller's number is said while the call comes in, and by no later answer.

    Args:
        settings: who we are at the carrier, and which numbers are the Service Desk's.
        since: those that began before are left out.
    """
    first = next(iter(twilio.accounts(settings)), None)
    if first is None or not settings.desk_numbers:
        return ()
    client = twilio.connect(first)
    try:
        calls = [await _calls(client, number, since, first.timeout) for number in sorted(settings.desk_numbers)]
        listing = client.recordings.list_async(date_created_after=since, limit=MOST)
        recordings = await twilio.look(listing, first.timeout)
    finally:
        await twilio.disconnect(client)
    if recordings is None or None in calls:
        return None
    past = [_past(call, recordings) for some in calls for call in some or () if call.status in OVER]
    past.reverse()  # each list has the newest in front
    return sorted(past, key=lambda one: one.began)


async def _calls(client: Client, number: str, since: datetime, seconds: float) -> list[Any] | None:
    return await twilio.look(client.calls.list_async(to=number, start_time_after=since, limit=MOST), seconds)


def _past(call: Any, recordings: Iterable[Any]) -> PastCall:
    began = call.start_time or call.date_created
    messages = tuple((one.sid, int(one.duration or 0)) for one in recordings if one.call_sid == call.sid)
    # The SDK calls the caller so, as `from` is a word of Python's.
    ring = Ring(call.sid, call._from, call.to, attested=False)  # noqa: SLF001
    return PastCall(ring, began.astimezone(UTC), (call.end_time or began).astimezone(UTC), messages)
