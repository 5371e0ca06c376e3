"""What the carrier remembers of calls to our numbers: asked for, in case we were not there when they came."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from twilio.base.page import Page

from deskbot.model.phone import PastCall, Ring
from deskbot.settings import Settings
from deskbot.wires import twilio

PAGE = 1000
"""So many calls, or recordings, the carrier tells of in one answer; more it does not."""
MOST_PAGES = 100
"""Of each kind: so an answer that always names another page ends, too."""
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})

Ask = Callable[[], Awaitable[Page | None]]
"""Asks for a page."""

log = logging.getLogger(__name__)


async def calls_since(settings: Settings, since: datetime) -> tuple[Sequence[PastCall], bool]:
    """Return the calls to the Service Desk's numbers that are over, oldest first, and whether every account told its.

    That the carrier vouches for a caller's number is said while the call comes in, and by no later answer.

    Args:
        settings: who we are at the carrier, and which numbers are the Service Desk's.
        since: those that began before are left out.
    """
    accounts = twilio.accounts(settings) if settings.desk_numbers else ()
    told = [await _calls_of(account, settings.desk_numbers, since) for account in accounts]
    past = [call for some in told if some is not None for call in some]
    return sorted(past, key=lambda one: one.began), None not in told


async def _calls_of(account: twilio.Account, numbers: Iterable[str], since: datetime) -> list[PastCall] | None:
    """Return the calls to those of the numbers that are an account's; None where that is not answered."""
    client = twilio.connect(account)
    calls: list[Any] = []
    try:
        for number in sorted(numbers):
            ask = partial(client.calls.page_async, to=number, start_time_after=since, page_size=PAGE)
            some = await _all(ask, account.timeout)
            if some is None:
                return None
            calls += some
        ours = {call.sid for call in calls}
        ask = partial(client.recordings.page_async, date_created_after=since, page_size=PAGE)
        recordings = await _all(ask, account.timeout, lambda one: one.call_sid in ours)
    finally:
        await twilio.disconnect(client)
    return None if recordings is None else past_calls(calls, recordings)


async def _all(ask: Ask, seconds: float, keep: Callable[[Any], bool] = bool) -> list[Any] | None:
    """Return what is on a page and all behind it; None where the carrier does not tell of one of them in time.

    Args:
        ask: asks for the first page.
        seconds: how long each of them may take.
        keep: whether something on it is of any use.
    """
    found: list[Any] = []
    for _ in range(MOST_PAGES):
        read = await twilio.look(_read(ask, keep), seconds)
        if read is None:
            return None
        page, kept = read
        found += kept
        if page.next_page_url is None:
            return found
        ask = page.next_page_async
    says = "the carrier remembers more than %d pages of calls or recordings: the rest is left out"
    log.warning(says, MOST_PAGES, extra={"action": "past_calls_left_out"})
    return found


async def _read(ask: Ask, keep: Callable[[Any], bool]) -> tuple[Page, list[Any]]:
    page = await ask()
    if page is None:
        raise LookupError("a page that the carrier has named is not there")
    return page, [one for one in page if keep(one)]


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
