"""How jobs are asked for and told done, and on which connections; those that set alarms are the transactions' own."""

from __future__ import annotations

from typing import Any

from psycopg import AsyncConnection, OperationalError
from psycopg_pool import AsyncConnectionPool

from deskbot.store.alone import is_dead
from deskbot.store.database import CONNECT, POOL_WAIT

NEXT = """
UPDATE procrastinate_jobs SET status = 'doing', worker_id = %(worker_id)s WHERE id = (
    SELECT id FROM unnest(%(queues)s::varchar[]) AS served (queue), LATERAL (
        SELECT id, priority FROM procrastinate_jobs
        WHERE queue_name = served.queue AND status = 'todo' AND lock IS NULL
            AND (scheduled_at IS NULL OR scheduled_at <= now())
        ORDER BY priority DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED
    ) AS first
    ORDER BY priority DESC, id LIMIT 1
)
RETURNING id, status, task_name, priority, lock, queueing_lock, args, scheduled_at, queue_name, attempts, worker_id
"""
"""Takes the next job of some queues; with the columns of procrastinate's `Job.from_row`.

Its own function compares each job that waits with all others, in case they have locks, and goes through those of all
queues: alarms that ring in days stand before messages that came now. Ours have no locks, and each queue has its index.
"""


def job_pool(**arguments: Any) -> AsyncConnectionPool:
    """Return a pool for the job queue, which says where and how many; how they are used is said here."""
    arguments.update(
        timeout=POOL_WAIT,
        kwargs={**CONNECT, "application_name": "deskbot jobs", "prepare_threshold": 0},
        configure=_prepare,
        check=_refuse_the_dead,
    )
    return AsyncConnectionPool(**arguments)


async def _prepare(connection: AsyncConnection) -> None:
    # Whatever is asked here is one statement; a transaction round it would be two round trips more.
    await connection.set_autocommit(True)
    # It says who answers an alarm, and that it was answered. Should the server die and forget that, the alarm rings
    # once more, which does no harm: so nobody waits here for the disk.
    await connection.execute("SET synchronous_commit = off")
    # A session keeps the plan of how the next job is found. One that was made while the queue was empty would read all
    # that wait, and put them in order, for each one that is taken; the index has them in that order.
    # What is forbidden counts as very dear, and what is dear would be compiled for a quarter of a second each time.
    for way in ("enable_seqscan", "enable_bitmapscan", "enable_sort", "jit"):
        await connection.execute(f"SET {way} = off".encode())


async def _refuse_the_dead(connection: AsyncConnection) -> None:
    if is_dead(connection):
        await connection.close()
        raise OperationalError("the server has ended this connection")
