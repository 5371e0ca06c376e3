"""Tickets that are put off until a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.database import LOCK
from deskbot.store.tables import SnoozeRow


async def running(session: AsyncSession, number: int) -> SnoozeRow | None:
    """Return how a ticket is put off now; None where it is not."""
    query = select(SnoozeRow).where(SnoozeRow.ticket_number == number, col(SnoozeRow.ended_at).is_(None))
    return (await session.scalars(query.execution_options(populate_existing=True))).first()


async def get(session: AsyncSession, snooze_id: int) -> SnoozeRow | None:
    """Return the row of that id, or None."""
    return await session.get(SnoozeRow, snooze_id)


async def lock(session: AsyncSession, snooze_id: int) -> SnoozeRow | None:
    """Return the row, locked until the transaction ends."""
    return await session.get(SnoozeRow, snooze_id, with_for_update=LOCK, populate_existing=True)


async def add(session: AsyncSession, number: int, until: datetime, by: str, why: str, now: datetime) -> SnoozeRow:
    """Put a ticket off, which is not put off yet; return its row."""
    row = SnoozeRow(ticket_number=number, until=until, by=by, why=why, at=now, due_at=until)
    session.add(row)
    await session.flush()
    return row


def resume(row: SnoozeRow) -> None:
    """Let a ticket be put off again as it was."""
    row.ended, row.ended_at, row.due_at = "", None, row.until


def end(row: SnoozeRow, why: str, now: datetime) -> None:
    """Note that a ticket is back."""
    row.ended, row.ended_at, row.due_at = why, now, None
