"""Views that people keep."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.ticket_list import SavedView
from deskbot.store.tables import SavedViewRow

_MOST = 200


async def seen_by(session: AsyncSession, account_id: int) -> list[SavedView]:
    """Return somebody's own views and those that everybody sees, by name."""
    query = (
        select(SavedViewRow)
        .where(or_(col(SavedViewRow.account_id) == account_id, col(SavedViewRow.shared)))
        .order_by(col(SavedViewRow.name), col(SavedViewRow.id))
        .limit(_MOST)
    )
    return [
        SavedView(row.id or 0, row.name, row.query, own=row.account_id == account_id, shared=row.shared)
        for row in (await session.scalars(query)).all()
    ]


async def put(session: AsyncSession, account_id: int, name: str, query: str, now: datetime, *, shared: bool) -> None:
    """Keep a view, in the place of one of the same name."""
    values = {"query": query, "shared": shared, "at": now}
    statement = insert(SavedViewRow).values(account_id=account_id, name=name, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["account_id", "name"], set_=values))


async def take_away(session: AsyncSession, view_id: int) -> None:
    """Take a view away."""
    await session.execute(delete(SavedViewRow).where(col(SavedViewRow.id) == view_id))
