"""Every queue has a worker of its own."""

from __future__ import annotations

import resource

from deskbot.access.webhook_turns import MOST_TRIES
from deskbot.app import PAGER_QUEUES, WORKER_QUEUES
from deskbot.processes import CONCURRENCY, open_as_many_as_may_be


def test_each_queue_has_as_many_jobs_at_a_time_as_is_said_and_no_other_is_named() -> None:
    assert set(CONCURRENCY) == WORKER_QUEUES | PAGER_QUEUES


def test_while_as_many_webhooks_as_may_are_waited_for_others_can_still_ask_for_their_turn() -> None:
    assert CONCURRENCY["webhooks"] > MOST_TRIES


def test_a_process_may_have_as_many_connections_as_the_system_allows_it() -> None:
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), most))
    try:
        open_as_many_as_may_be()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (most, most)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, most))
