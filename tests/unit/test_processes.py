"""Every queue has a worker of its own."""

from __future__ import annotations

import resource

from deskbot.access.webhooks import MOST_FAILING, MOST_OF_ONE
from deskbot.engine.jobs import QUEUES
from deskbot.processes import CONCURRENCY, open_as_many_as_may_be


def test_each_queue_has_as_many_jobs_at_a_time_as_is_said_and_no_other_is_named() -> None:
    assert set(CONCURRENCY) == set(QUEUES.values())


def test_webhooks_that_fail_take_half_of_the_tries_at_most_and_those_of_one_reseller_fewer() -> None:
    assert CONCURRENCY["webhooks"] >= MOST_FAILING * 2
    assert MOST_OF_ONE < MOST_FAILING


def test_a_process_may_have_as_many_connections_as_the_system_allows_it() -> None:
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), most))
    try:
        open_as_many_as_may_be()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (most, most)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, most))
