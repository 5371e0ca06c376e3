"""Whose turn it is to be tried, of the webhooks for which something is due. Pure.

Who fails may have to be waited for, so they wait for each other, and never those who do not fail. Owners (a reseller,
or the desk) take turns, and so do the webhooks of one: however much is due for one that hangs, it is tried once, and
the others are before it is tried once more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from deskbot.access.webhook_waits import waits_passed
from deskbot.model.webhook import Webhook


@dataclass(frozen=True, slots=True)
class Room:
    """How many tries are made at a time."""

    of_one: int
    """At webhooks of one owner."""
    in_all: int


STEADY = Room(of_one=8, in_all=16)
"""At webhooks that do not fail. Eight of one, as all that an owner has may begin to hang at the same moment."""
FAILING = Room(of_one=8, in_all=48)
"""At those that do. More than at the others: a try that hangs costs nothing but ten seconds. Who begins to hang was
steady, so those come to their first three tries again no faster than three times sixteen can be waited for."""
MOST_TRIES = STEADY.in_all + FAILING.in_all


@dataclass(frozen=True, slots=True)
class Past:
    """Who was tried when: each turn has a higher number than the one before."""

    owners: Mapping[int | None, int]
    webhooks: Mapping[int, int]


def has_room(webhook: Webhook, tried: Collection[Webhook]) -> bool:
    """Return whether a webhook may be tried while some others are; it is told of one event at a time."""
    room = FAILING if webhook.fails else STEADY
    alike = [one for one in tried if one.fails == webhook.fails]
    theirs = sum(one.reseller_id == webhook.reseller_id for one in alike)
    return len(alike) < room.in_all and theirs < room.of_one and all(one.id != webhook.id for one in tried)


def whose_turn(waiting: Collection[Webhook], tried: Collection[Webhook], past: Past, now: datetime) -> Webhook | None:
    """Return which webhook is tried next; None where each has to wait until one of those that are tried has ended.

    The owner goes first of whom fewest are tried, then who was tried longest ago. Of one owner's webhooks those go
    first that fail for the shortest time, as they were promised the shortest wait; then who was tried longest ago.
    """

    def place(one: Webhook) -> tuple[int, int, int, int]:
        theirs = sum(other.reseller_id == one.reseller_id for other in tried if other.fails == one.fails)
        failed = waits_passed(one.failing_since, now) if one.failing_since else 0
        return theirs, past.owners.get(one.reseller_id, 0), failed, past.webhooks.get(one.id, 0)

    return min((one for one in waiting if has_room(one, tried)), key=place, default=None)
