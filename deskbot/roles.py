"""Which parts of deskbot run in which process, and how much each does at a time."""

from __future__ import annotations

import os
from enum import StrEnum

from deskbot.access.webhook_turns import MOST_TRIES
from deskbot.app import HAND_QUEUES, PAGER_QUEUES, WORKER_QUEUES
from deskbot.settings import Settings


class Role(StrEnum):
    """A part of deskbot that can run in a process of its own."""

    SMTP = "smtp"
    WEB = "web"
    WORKER = "worker"
    HAND = "hand"
    """What a worker does that takes a processor: one process has one, and several share the work."""
    PAGER = "pager"


CONCURRENCY = {
    "triage": 6,
    "crowd": 2,  # fewer than read: whoever is within their share finds a reader, and a place
    "delivery": 8,
    "timers": 2,
    "suggestions": 2,
    "webhooks": MOST_TRIES + 8,  # whoever asks whether it is its turn needs room, too
    "pages": 16,
    "chats": 8,
}
"""Jobs of a queue at a time. Each queue has its own worker: what hangs in one holds up no other."""

MOST_HANDS = 3
"""How many there are at most where nobody says how many: each takes memory, and connections of the database."""

BEHIND = 10
"""How far a worker stands behind doors and the pager where the processor is short: what comes in faster than it can be
read must be acknowledged even so."""
DECIDING = frozenset({Role.WORKER, Role.HAND})
"""What turns messages into tickets."""
DOORS = frozenset({Role.SMTP, Role.WEB})
"""What acknowledges: nothing that takes the processor for long may share a process with it."""


def child_roles(roles: frozenset[Role]) -> frozenset[Role]:
    """Return the roles that get a process of their own, watched by this one."""
    apart = {Role.PAGER, Role.HAND} & roles if len(roles) > 1 else set[Role]()
    return frozenset(apart | ({Role.WORKER} & roles if roles & DOORS else set[Role]()))


def hands(settings: Settings, roles: frozenset[Role] = frozenset(Role)) -> int:
    """Return how many hands a machine has: as is said, else one for each processor beside the worker's own.

    Where it has no worker of these roles there is one at least, or nobody would do what was asked for.
    """
    if settings.hands is not None:
        return settings.hands
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(min(processors - 1, MOST_HANDS), 0 if Role.WORKER in roles else 1)


def worker_queues(roles: frozenset[Role]) -> list[frozenset[str]]:
    """Return the sets of queues that this process serves, each with its own housekeeping."""
    queues = []
    if Role.WORKER in roles:
        queues.append(WORKER_QUEUES)
    if roles == frozenset({Role.HAND}):
        queues.append(HAND_QUEUES)
    if roles == frozenset({Role.PAGER}):
        queues.append(PAGER_QUEUES)
    return queues
