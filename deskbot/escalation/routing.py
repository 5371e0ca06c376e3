"""Which carrier is asked now, or when one is asked again, or that none needs to be asked any more. Pure.

Each carrier has a breaker, and nobody keeps it: it is read from the carrier's last dispatches, which all engines share.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from deskbot.escalation.remedies import remedy
from deskbot.model.message import Outcome
from deskbot.model.page import Attempt, Dispatch, Medium
from deskbot.model.pauses import NOTIFICATIONS

OPENS_AFTER = 3
"""Failures of a carrier in a row that open its breaker."""
WITHIN = timedelta(minutes=10)
"""They lie so near each other."""
RESTS = timedelta(seconds=15)
"""How long an open breaker keeps pages away from its carrier, until one may try it."""
FAILS_BACK = timedelta(minutes=3)
"""How long it does so while another carrier works: a page that tries a carrier which says nothing loses seconds."""
PROBE = timedelta(seconds=10)
"""How long the page that tries it keeps the others waiting: as long as one attempt may take."""
MOST_ATTEMPTS = 6
"""Attempts of one notification, one after the other, until it counts as failed and whoever is next is reached."""
DOWN_AFTER = timedelta(seconds=12)
"""A page that no carrier has taken for so long goes out by another way, too. Two carriers that say nothing have been
given up by then, and it is well before half a minute."""


def since_taken(own: Sequence[Dispatch]) -> tuple[Dispatch, ...]:
    """Return a notification's dispatches since a carrier took one last: a call that is made again begins anew."""
    last = max((at for at, one in enumerate(own) if one.taken), default=-1)
    return tuple(own[last + 1 :])


def will_not(medium: Medium, own: Sequence[Dispatch]) -> frozenset[str]:
    """Return the carriers that need not be asked again for a notification: they refused it, or took it in vain.

    A call that rang in vain was carried well, and is no reason to pass over its carrier.
    """
    return frozenset(
        one.carrier
        for one in own
        if one.state is Attempt.FAILED
        and one.up
        and not remedy(medium, one.code, None if one.taken else Outcome.REFUSED).moves_on
    )


class Breaker(StrEnum):
    """Whether pages go to a carrier."""

    CLOSED = "closed"
    """They do."""
    OPEN = "open"
    """None does: it has failed again and again."""
    HALF_OPEN = "half-open"
    """One may, to see whether it works again."""


@dataclass(frozen=True, slots=True)
class Go:
    """Ask this carrier, now."""

    carrier: str
    why: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Ask nobody before this moment."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Nobody is asked any more: the notification has failed."""

    why: str


@dataclass(frozen=True, slots=True)
class Stand:
    """How a carrier's breaker stands."""

    breaker: Breaker
    until: datetime | None = None
    """Of an open one: when it may be looked at again."""
    back_at: datetime | None = None
    """Of a half-open one: when a page tries its carrier although another one works."""


def is_out(past: Sequence[Dispatch]) -> bool:
    """Return whether a carrier has failed so often since it worked last that a phone would hardly ring by it.

    It has no end but its next success: that nobody has tried it since says nothing for it.

    Args:
        past: what the carrier was last given, whoever gave it, oldest first.
    """
    showing = [one.up for one in past if one.up is not None][-OPENS_AFTER:]
    return len(showing) == OPENS_AFTER and not any(showing)


def stand(past: Sequence[Dispatch], now: datetime) -> Stand:
    """Return how a carrier's breaker stands.

    Args:
        past: what the carrier was last given, whoever gave it, oldest first.
        now: the present moment.
    """
    if not is_out(past):
        return Stand(Breaker.CLOSED)
    ends = [one.updated_at for one in past if one.up is not None][-OPENS_AFTER:]
    last = max(ends)
    if last - min(ends) > WITHIN:
        return Stand(Breaker.CLOSED)
    if now < last + RESTS:
        return Stand(Breaker.OPEN, until=last + RESTS)
    probes = [one.begun_at + PROBE for one in past if one.up is None and one.begun_at >= last + RESTS]
    if probes and max(probes) > now:
        return Stand(Breaker.OPEN, until=max(probes))
    return Stand(Breaker.HALF_OPEN, back_at=last + FAILS_BACK)


def route(
    carriers: Sequence[str],
    past: Mapping[str, Sequence[Dispatch]],
    own: Sequence[Dispatch],
    now: datetime,
    *,
    refused_by: Collection[str] = (),
    goes_on: bool = False,
) -> Go | Wait | GiveUp:
    """Return what to do with a notification that no carrier has taken yet.

    Args:
        carriers: those that carry its medium, the one to be asked first in front.
        past: for each of them what it was last given, whoever gave it, oldest first.
        own: the notification's dispatches since one was taken last, oldest first.
        now: the present moment.
        refused_by: carriers that will not carry this one, however often they are asked.
        goes_on: never give up for too many attempts: its person is reached by another way meanwhile.
    """
    left = [name for name in carriers if name not in refused_by]
    if not left:
        return GiveUp("no other carrier is left" if carriers else "no carrier is configured for it")
    if len(own) >= MOST_ATTEMPTS and not goes_on:
        return GiveUp(f"no carrier has taken it in {len(own)} attempts")
    if own and (until := own[-1].begun_at + NOTIFICATIONS.after(len(own))) > now:
        return Wait(until, "a pause after an attempt that came to nothing")
    stands = {name: stand(past.get(name, ()), now) for name in left}
    may = [name for name in left if stands[name].breaker is not Breaker.OPEN]
    if not may:
        until = min(one.until or now for one in stands.values())
        return Wait(until, f"{', '.join(left)} failed again and again, and may be asked again then")
    # The one that has had it least; among equals one that works, then the one in front.
    chosen = min(may, key=lambda name: (_times(own, name), not _trusted(stands[name], now), left.index(name)))
    return Go(chosen, _why(chosen, carriers, stands, refused_by, own))


def _trusted(one: Stand, now: datetime) -> bool:
    return one.breaker is Breaker.CLOSED or (one.back_at is not None and one.back_at <= now)


def down(
    carriers: Sequence[str], past: Mapping[str, Sequence[Dispatch]], own: Sequence[Dispatch], now: datetime
) -> bool:
    """Return whether no carrier works, as far as this notification can tell: it goes out by another way, too.

    Args:
        carriers: those that carry its medium.
        past: for each of them what it was last given, whoever gave it, oldest first.
        own: the notification's dispatches since one was taken last, oldest first.
        now: the present moment.
    """
    if not carriers:
        return False  # a gap in the settings, which is told at the start
    if not any(_trusted(stand(past.get(name, ()), now), now) for name in carriers):
        return True
    # An attempt whose worker died says nothing of its carrier, but has cost its time. What has waited since the last,
    # for others to the same phone, says nothing of carriers.
    return any(one.up is False for one in own) and own[0].begun_at + DOWN_AFTER <= own[-1].updated_at


def _times(own: Sequence[Dispatch], carrier: str) -> int:
    return sum(one.carrier == carrier for one in own)


def _why(
    chosen: str,
    carriers: Sequence[str],
    stands: Mapping[str, Stand],
    refused_by: Collection[str],
    own: Sequence[Dispatch],
) -> str:
    """Return why it is not the one in front; empty where it is."""
    passed = carriers[: carriers.index(chosen)]
    refused = [name for name in passed if name in refused_by]
    failed = [name for name in passed if name not in refused and _times(own, name)]
    shut = [name for name in passed if name not in (*refused, *failed) and stands[name].breaker is not Breaker.CLOSED]
    reasons = (
        (refused, "will not carry it"),
        (failed, "did not take it"),
        (shut, "failed again and again"),
    )
    return "; ".join(f"{', '.join(names)} {says}" for names, says in reasons if names)
