"""Signs of life: who keeps house for a queue says every few seconds that they are there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from deskbot.store.tables import SignRow


async def give(session: AsyncSession, queues: Iterable[str], now: datetime) -> None:
    """Say that somebody who serves these queues is alive."""
    # In one order: two machines that say so at once never wait for each other.
    rows = [{"queue": queue, "at": now} for queue in sorted(queues)]
    if not rows:
        return
    statement = insert(SignRow).values(rows)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["queue"], set_={"at": statement.excluded["at"]})
    )


async def last(session: AsyncSession) -> dict[str, datetime]:
    """Return when each queue had a sign of life last."""
    return {row.queue: row.at for row in (await session.scalars(select(SignRow))).all()}
