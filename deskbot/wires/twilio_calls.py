"""What the carrier remembers of calls to our numbers: asked for, in case we were not there when they came."""

from __future__ import annotations

import logging
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

log = logging.getLogger(__name__)


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
    if len(recordings) >= MOST or any(len(some or ()) >= MOST for some in calls):
        log.warning("the carrier remembers more than %d calls or recordings: the oldest are left out", MOST)
    return past_calls([call for some in calls for call in some or ()], recordings)


def past_calls(calls: Iterable[Any], recordings: Iterable[Any]) -> list[PastCall]:
    """Return the calls to us that are over, oldest first; one of which nothing sensible is said hides no other.

    Args:
        calls: as the SDK has them.
        recordings: the same of the whole account.
    """
    messages: dict[str, list[tuple[str, int]]] = {}
    for one in recordings:
        if one.sid and one.call_sid:
            messages.setdefault(one.call_sid, []).append((one.sid, _seconds(one.duration)))
    past: list[PastCall] = []
    for call in calls:
        began = call.start_time or call.date_created
        # A call that this account has made is no caller's, whoever's number it went to.
        if call.status not in OVER or str(call.direction or "").startswith("outbound"):
            continue
        if not call.sid or not call.to or not isinstance(began, datetime):
            log.warning("a call cannot be read", extra={"action": "past_call_unread", "call": call.sid})
            continue
        ended = call.end_time if isinstance(call.end_time, datetime) else began
        # The SDK calls the caller so, as `from` is a word of Python's.
        ring = Ring(call.sid, call._from or "", call.to, attested=False)  # noqa: SLF001
        recorded = tuple(messages.get(call.sid, ()))
        past.append(PastCall(ring, began.astimezone(UTC), ended.astimezone(UTC), recorded))
    past.reverse()  # each list has the newest in front
    return sorted(past, key=lambda one: one.began)


def _seconds(duration: Any) -> int:
    """Return how long a recording is; one that has not been measured yet is of "-1"."""
    return int(duration) if str(duration).isdecimal() else 0


async def _calls(client: Client, number: str, since: datetime, seconds: float) -> list[Any] | None:
    return await twilio.look(client.calls.list_async(to=number, start_time_after=since, limit=MOST), seconds)
