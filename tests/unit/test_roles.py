"""Every queue has a worker of its own, and what takes a processor a process."""

from __future__ import annotations

import os

import pytest

from deskbot.access.webhook_turns import MOST_TRIES
from deskbot.app import PAGER_QUEUES, WORKER_QUEUES
from deskbot.roles import CONCURRENCY, MOST_HANDS, Role, child_roles, hands
from deskbot.settings import Settings


def test_each_queue_has_as_many_jobs_at_a_time_as_is_said_and_no_other_is_named() -> None:
    assert set(CONCURRENCY) == WORKER_QUEUES | PAGER_QUEUES


def test_while_as_many_webhooks_as_may_are_waited_for_others_can_still_ask_for_their_turn() -> None:
    assert CONCURRENCY["webhooks"] > MOST_TRIES


@pytest.mark.parametrize(("processors", "wanted"), [(1, 0), (2, 1), (64, MOST_HANDS)])
def test_there_is_a_hand_for_each_processor_beside_the_workers_own(
    processors: int, wanted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)))

    assert hands(Settings(_env_file=None)) == wanted
    assert hands(Settings(_env_file=None, hands=5)) == 5


def test_hands_without_a_worker_are_one_at_least_whatever_the_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})

    assert hands(Settings(_env_file=None), frozenset({Role.HAND, Role.PAGER})) == 1
    assert hands(Settings(_env_file=None, hands=0), frozenset({Role.HAND, Role.PAGER})) == 0


def test_whatever_takes_a_processor_has_its_own_process_beside_a_door_and_a_hand_always_does() -> None:
    assert child_roles(frozenset(Role)) == {Role.WORKER, Role.HAND, Role.PAGER}
    assert child_roles(frozenset({Role.WORKER, Role.HAND})) == {Role.HAND}
    assert child_roles(frozenset({Role.HAND})) == frozenset()
