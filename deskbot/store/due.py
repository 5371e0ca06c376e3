"""Rows whose time has come, of a table that knows a due time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from deskbot.store.tables.columns import table_of

MOST_DUE = 500
"""Rows that one sweep rings for; the next one, seconds later, rings for the rest."""


def rows_due(of: type[SQLModel]) -> Callable[[AsyncSession, datetime], Awaitable[Sequence[int]]]:
    """Return the question for the keys of a table's rows that are due at a moment, oldest first."""
    table = table_of(of)
    (key,) = table.primary_key.columns
    question = select(key).order_by(table.c.due_at, key).limit(MOST_DUE)

    async def due(session: AsyncSession, now: datetime) -> Sequence[int]:
        return (await session.scalars(question.where(table.c.due_at <= now))).all()

    return due
