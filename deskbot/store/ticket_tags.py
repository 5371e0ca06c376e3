"""Tags of tickets."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.tables import TicketTagRow


async def of(session: AsyncSession, number: int) -> tuple[str, ...]:
    """Return a ticket's tags, by name."""
    query = select(TicketTagRow.tag).where(TicketTagRow.ticket_number == number).order_by(col(TicketTagRow.tag))
    return tuple((await session.scalars(query)).all())


async def add(session: AsyncSession, number: int, tags: Collection[str]) -> None:
    """Tag a ticket; what it has already stays."""
    if tags:
        rows = [{"ticket_number": number, "tag": tag} for tag in tags]
        await session.execute(insert(TicketTagRow).values(rows).on_conflict_do_nothing())


async def remove(session: AsyncSession, number: int, tag: str) -> None:
    """Take a tag off a ticket."""
    await session.execute(
        delete(TicketTagRow).where(col(TicketTagRow.ticket_number) == number, col(TicketTagRow.tag) == tag)
    )
