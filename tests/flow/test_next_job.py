"""Which alarm is answered next: the first of its queue, by whoever asks, and by nobody else."""

from __future__ import annotations

from datetime import timedelta

import psycopg
from procrastinate import sql
from psycopg.rows import dict_row
from sqlalchemy import text

from deskbot.clock import SystemClock
from deskbot.store.job_pool import NEXT
from tests.harness import World

ADD = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, queueing_lock, scheduled_at) "
    "VALUES (%s, 'task', %s, %s, %s)"
)


def taken(connection: psycopg.Connection, *queues: str) -> str | None:
    """Return the name of the job that somebody takes now."""
    asked = connection.cursor(row_factory=dict_row).execute(NEXT, {"queues": list(queues), "worker_id": None})
    found = asked.fetchone()
    return found and found["queueing_lock"]


def test_the_first_of_a_queue_is_taken_once_and_what_is_not_yet_due_is_left(database_url: str) -> None:
    later = SystemClock().now() + timedelta(days=3)
    with psycopg.connect(database_url, autocommit=True) as one, psycopg.connect(database_url) as other:
        for job in (("triage", -9, "third"), ("triage", -7, "first"), ("triage", -7, "second"), ("timers", 5, "timer")):
            one.execute(ADD, (*job, None))
        one.execute(ADD, ("triage", 7, "later", later))

        assert taken(other, "triage") == "first"  # and has not committed yet
        assert taken(one, "triage") == "second"
        assert taken(one, "triage", "timers") == "timer"
        assert taken(one, "delivery") is None
        other.rollback()
        assert taken(one, "triage") == "first"
        assert taken(one, "triage") == "third"
        assert taken(one, "triage", "timers") is None
        assert one.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'").fetchone() == (1,)


def test_one_that_has_a_lock_is_none_of_ours(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(ADD, ("triage", 0, "locked", None))
        connection.execute("UPDATE procrastinate_jobs SET lock = 'lock'")

        assert taken(connection, "triage") is None


def test_alarms_of_days_to_come_are_not_gone_through(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off")
        given = {"queues": ["triage"], "worker_id": None}

        plan = "\n".join(row[0] for row in connection.execute(f"EXPLAIN {NEXT}".encode(), given))

    assert "Index Scan using jobs_next" in plan
    assert "(queue_name)::text = (served.queue)::text" in plan
    assert "Sort Key: procrastinate_jobs" not in plan


async def test_no_statement_is_compiled_for_longer_than_it_takes(world: World) -> None:
    async with world.deskbot.database.begin() as session:
        assert await session.scalar(text("SHOW jit")) == "off"
    assert await world.deskbot.jobs.app.connector.execute_query_one_async("SHOW jit") == {"jit": "off"}


def test_the_librarys_own_way_of_taking_a_job_is_the_one_that_ours_was_made_after() -> None:
    assert "procrastinate_fetch_job_v2(" in sql.queries["fetch_job"]
