"""Which tickets are about the same trouble, and when one page may stand for several. Pure.

There are two grades. What looks alike is linked, for the desk to see. One page stands for several tickets only where
it is sure that they are one trouble: in doubt a ticket keeps its own page, as one too many is better than none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from deskbot.desk import Burst
from deskbot.model.case import Category, Decision, Severity

LOOKS_BACK = timedelta(days=7)
"""How old an open ticket may be to be linked with one that comes in now."""
MOST_LINKS = 5
"""So many tickets at most are linked with one that comes in: the nearest, then the newest."""
NEAR = 0.5
"""Symptoms are near when they share this part of the words of the shorter one."""
FEWEST_SHARED = 2
"""So many words at least must be shared: one alone ("phones") says nothing."""

ALONE_PLAYBOOKS = frozenset({"e911-wrong", "toll-fraud"})
"""Known issues whose tickets always keep a page of their own: a life or money is at stake there."""


class Ground(StrEnum):
    """What two tickets have in common; the surest ground first."""

    SYSTEM = "system"
    CUSTOMER = "customer"
    PLAYBOOK = "playbook"
    CARRIER = "carrier"
    REGION = "region"


_AT_ONE_PLACE = (Ground.SYSTEM, Ground.CUSTOMER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a ticket looks to somebody who asks which others are like it; all words are folded for comparing."""

    number: int
    created_at: datetime
    severity: Severity
    category: Category
    verified: bool
    """Whether it was opened by somebody who is believed."""
    alone: bool = False
    """Whether it must keep a page of its own: a life or money is at stake."""
    reseller: int | None = None
    region: str = ""
    """The reseller's."""
    customer: str = ""
    site: str = ""
    host: str = ""
    playbook: str = ""
    carriers: frozenset[str] = frozenset()
    """Names of the carriers that it speaks of."""
    words: frozenset[str] = frozenset()
    """Of its symptom and its subject, without what every mail says."""
    parent: int | None = None
    """The incident that it is a part of."""
    ground: str = ""
    """The ground on which that incident was made, as `Likeness.key` gives it; empty where a person made it."""

    @property
    def outage(self) -> bool:
        """Return whether it is an urgent incident."""
        return self.severity.urgent and self.category is Category.INCIDENT


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two tickets look alike."""

    ground: Ground
    what: str
    """The host id, the customer, the playbook … that they share."""
    says: str
    sure: bool
    """Whether one page may stand for both."""

    @property
    def key(self) -> str:
        """Return what names the common trouble: tickets with the same one may be one incident."""
        return f"{self.ground}:{self.what}"


@dataclass(frozen=True, slots=True)
class Together:
    """Tickets that are one incident."""

    key: str
    says: str
    members: tuple[int, ...]
    """The others, in the order of their numbers; none of them is part of an incident yet, unless it is `parent`."""
    parent: int | None = None
    """The incident that exists already; None where one is to be made."""


def stands_alone(decision: Decision, rules: Collection[str]) -> bool:
    """Return whether a message says what always needs a page of its own.

    Args:
        decision: what triage makes of the message.
        rules: names of the rules of the severity by which a life or money is at stake.
    """
    return (
        decision.category is Category.SECURITY
        or decision.playbook in ALONE_PLAYBOOKS
        or any(reason.rule in rules for reason in decision.reasons)
    )


def near(one: Collection[str], other: Collection[str]) -> bool:
    """Return whether two symptoms are told in nearly the same words."""
    shared = len(set(one) & set(other))
    return shared >= FEWEST_SHARED and shared >= NEAR * min(len(one), len(other))


def likeness(one: Look, other: Look, burst: Burst) -> Likeness | None:
    """Return why two open tickets look alike, None where they do not.

    Args:
        one: a ticket.
        other: another one.
        burst: the desk's thresholds.
    """
    if one.number == other.number:
        return None
    return _at_one_place(one, other) or _outage(one, other, burst)


def _same_symptom(one: Look, other: Look) -> bool:
    """Return whether two tickets tell of the same fault; two known issues that differ are two faults."""
    if one.playbook and other.playbook:
        return one.playbook == other.playbook
    return near(one.words, other.words)


def _may_share(one: Look, other: Look) -> bool:
    """Return whether one page may stand for both at all: only for resellers' own, proven reports.

    Who proves to be a stranger is a stranger still: their reports must not answer for a reseller's.
    """
    believed = one.verified and other.verified and None not in (one.reseller, other.reseller)
    return believed and one.outage and other.outage and not (one.alone or other.alone)


def _at_one_place(one: Look, other: Look) -> Likeness | None:
    """Compare tickets about one system, or about one customer of a reseller's."""
    strangers = one.verified and other.verified and one.reseller != other.reseller
    same = _same_symptom(one, other)
    if one.host and one.host == other.host:
        # Two resellers with one host id: one of them mistypes, or the system has changed hands. A person looks.
        sure = same and not strangers and _may_share(one, other)
        return Likeness(Ground.SYSTEM, one.host, f"the same system, {one.host}", sure)
    ours = one.reseller is not None and one.reseller == other.reseller
    if not ours or not one.customer or one.customer != other.customer or not same:
        return None
    elsewhere = bool(one.host and other.host) or one.site != other.site
    fault = one.playbook if one.playbook == other.playbook else ""
    what = "/".join((str(one.reseller), one.customer, one.site, fault))
    says = f"the same customer, {one.customer}{', at another site' if elsewhere else ''}, and the same symptoms"
    return Likeness(Ground.CUSTOMER, what, says, sure=not elsewhere and bool(fault) and _may_share(one, other))


def _outage(one: Look, other: Look, burst: Burst) -> Likeness | None:
    """Compare urgent incidents of different customers, which may have one cause outside of their sites."""
    if not (one.outage and other.outage) or not (one.verified and other.verified):
        return None
    if abs(one.created_at - other.created_at) > burst.within:
        return None
    if one.playbook and one.playbook == other.playbook:
        says = f'an outage at several customers: "{one.playbook}"'
        return Likeness(Ground.PLAYBOOK, one.playbook, says, _may_share(one, other))
    for name in sorted(one.carriers & other.carriers):
        sure = _same_symptom(one, other) and _may_share(one, other)
        says = f'an outage at several customers, who name the carrier "{name}"'
        return Likeness(Ground.CARRIER, name, says, sure)
    if one.region and one.region == other.region and near(one.words, other.words):
        says = f'the same symptoms at several customers in the region "{one.region}"'
        return Likeness(Ground.REGION, one.region, says, sure=False)
    return None


def alike(ticket: Look, others: Iterable[Look], burst: Burst) -> tuple[tuple[int, Likeness], ...]:
    """Return the tickets that look like this one, each with the reason: the surest ground first, then the newest."""
    found = [(other, why) for other in others if (why := likeness(ticket, other, burst)) is not None]
    grounds = list(Ground)
    found.sort(key=lambda pair: (grounds.index(pair[1].ground), -pair[0].number))
    return tuple((other.number, why) for other, why in found[:MOST_LINKS])


def together(
    ticket: Look, others: Sequence[Look], burst: Burst, now: datetime, left: Collection[int] = ()
) -> Together | None:
    """Return with which others a ticket is one incident, None where it is none.

    It joins the incident of a ticket about the same place, or one that was made on the same ground and has had a ticket
    within the burst's time. Otherwise so many tickets make one: of one system or customer, or of so many different
    customers, the same one's counted once.

    Args:
        ticket: the ticket that came in, or gained facts.
        others: the open tickets beside it.
        burst: the desk's thresholds.
        now: the present moment.
        left: incidents out of which a person took the ticket.
    """
    if ticket.parent is not None or ticket.alone or not ticket.outage or not ticket.verified:
        return None
    recent = [one for one in others if now - one.created_at <= burst.within]
    sure = [(one, why) for one in recent if (why := likeness(ticket, one, burst)) is not None and why.sure]
    for ground in Ground:
        on_it = [(one, why) for one, why in sure if why.ground is ground]
        for key in sorted({why.key for _, why in on_it}):
            group = sorted((one for one, why in on_it if why.key == key), key=lambda one: one.number)
            says = next(why.says for _, why in on_it if why.key == key)
            for one in group:
                joins = ground in _AT_ONE_PLACE or one.ground == key
                if one.parent is not None and joins and one.parent not in left:
                    return Together(one.ground, says, (), one.parent)
            free = [one for one in group if one.parent is None]
            if enough(ground, (ticket, *free), burst):
                return Together(key, says, tuple(one.number for one in free))
    return None


def enough(ground: Ground, tickets: Sequence[Look], burst: Burst) -> bool:
    """Return whether tickets that share a ground are enough for an incident."""
    if ground in _AT_ONE_PLACE:
        return len(tickets) >= burst.tickets
    return len({(one.reseller, one.customer) for one in tickets}) >= burst.tickets
