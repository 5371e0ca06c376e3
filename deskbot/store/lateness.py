"""What is late: rows whose time has come and gone, of every table that knows a due time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Table, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from deskbot.store.tables import PageRow

DUE_AT = "due_at"
"""A row's column that says when something is to be done with it; null where nothing is."""


@dataclass(frozen=True, slots=True)
class LateRows:
    """The rows of one table that are late."""

    table: str
    count: int
    oldest: datetime


def tables_with_due_times() -> Iterator[Table]:
    """Yield every table whose rows become due; one that is added is watched without being named anywhere."""
    yield from (table for table in PageRow.metadata.sorted_tables if DUE_AT in table.c)


async def late_rows(session: AsyncSession, now: datetime, bound: Callable[[str], timedelta]) -> tuple[LateRows, ...]:
    """Return what is late, in one query over the tables' indexes of due rows.

    Args:
        session: reads within its transaction.
        now: the present moment.
        bound: by how much a table's rows may be overdue.
    """
    counts = [
        select(literal(table.name), func.count(), func.min(table.c[DUE_AT])).where(
            table.c[DUE_AT] <= now - bound(table.name)
        )
        for table in tables_with_due_times()
    ]
    found = (await session.execute(union_all(*counts))).all()
    return tuple(LateRows(table, count, oldest) for table, count, oldest in found if count)
