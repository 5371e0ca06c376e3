"""What the job queue holds, as far as its own library does not tell within our transaction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def queued(session: AsyncSession, names: Sequence[str | None]) -> frozenset[str]:
    """Return which of these alarms are set and have not been answered, by the names that the queue knows them by."""
    query = text("SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = ANY(:names)")
    return frozenset((await session.scalars(query, {"names": list(names)})).all())
