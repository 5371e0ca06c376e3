"""Every queue has a worker of its own."""

from __future__ import annotations

from deskbot.engine.jobs import QUEUES
from deskbot.processes import CONCURRENCY


def test_each_queue_has_as_many_jobs_at_a_time_as_is_said_and_no_other_is_named() -> None:
    assert set(CONCURRENCY) == set(QUEUES.values())
