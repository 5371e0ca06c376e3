"""The alarms that workers had in hand when they died."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_TAKE = text("""
DELETE FROM procrastinate_jobs WHERE id = (
    SELECT job.id FROM procrastinate_jobs AS job LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing' AND job.queue_name = ANY(:queues) AND job.task_name = ANY(:tasks)
        AND (job.worker_id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => :silent))
    ORDER BY job.id LIMIT 1 FOR UPDATE OF job SKIP LOCKED
)
RETURNING task_name, (args->>'row_id')::bigint
""")
_IN_HAND = text("""
SELECT EXISTS (
    SELECT FROM procrastinate_jobs WHERE status = 'doing' AND worker_id IS NOT NULL
        AND task_name = :task AND (args->>'row_id')::bigint = :row_id
)
""")


async def take(
    session: AsyncSession, queues: Iterable[str], tasks: Iterable[str], silent: float
) -> tuple[str, int] | None:
    """Take an alarm from a dead worker's hand: it is no more, and whoever takes it rings anew for its task and row.

    None where there is none, or only such as others take just now.

    Args:
        session: the alarm is taken if its transaction commits; until then nobody waits for it.
        queues: in which it may have rung.
        tasks: of which it may be.
        silent: seconds without a sign of life after which a worker is dead.
    """
    found = await session.execute(_TAKE, {"queues": list(queues), "tasks": list(tasks), "silent": silent})
    row = found.one_or_none()
    return (row[0], row[1]) if row else None


async def in_hand(session: AsyncSession, task: str, row_id: int) -> bool:
    """Return whether a worker has an alarm of a row in hand; whoever has locked the row knows it for certain."""
    return await session.scalar(_IN_HAND, {"task": task, "row_id": row_id}) or False
