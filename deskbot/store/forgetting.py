"""A ticket is forgotten with all that belongs to it: every row that points to it, and what points to those."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Select, Table, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from deskbot.store import blobs, pages, tickets
from deskbot.store.tables import (
    AttachmentRow,
    DraftRow,
    HeldAnswerRow,
    InboundRow,
    NotificationRow,
    PageRow,
    TicketRow,
    TimelineRow,
)
from deskbot.store.tables.columns import table_of


async def forget_ticket(session: AsyncSession, number: int) -> None:
    """Take a ticket away for good, so that nothing of it is left: messages, timeline, pages, letters, and their bytes.

    For tickets that are nobody's; locked as everywhere, as their pages may be on their way. What points to what is
    read from the tables: a new one needs not be named here.
    """
    await tickets.lock(session, number)
    await pages.latest(session, number)
    of_it = select(col(PageRow.id)).where(col(PageRow.ticket_number) == number)
    told = select(col(NotificationRow.id)).where(col(NotificationRow.page_id).in_(of_it))
    await session.execute(told.order_by(col(NotificationRow.id)).with_for_update(key_share=True))
    came = select(col(AttachmentRow.sha256)).join(InboundRow).where(col(InboundRow.ticket_number) == number)
    written = select(col(AttachmentRow.sha256)).join(TimelineRow, col(TimelineRow.id) == col(AttachmentRow.entry_id))
    raw = select(col(InboundRow.raw_sha256)).where(col(InboundRow.ticket_number) == number)
    begun = (blobs.named_by(row).where(col(row.ticket_number) == number) for row in (DraftRow, HeldAnswerRow))
    held = (came, written.where(col(TimelineRow.ticket_number) == number), raw, *begun)
    names = [one for query in held for one in (await session.scalars(query)).all()]
    ticket = table_of(TicketRow)
    chosen = select(ticket.c.number).where(ticket.c.number == number)
    await _forget_what_points_to(session, ticket, chosen, ())
    await session.execute(delete(ticket).where(ticket.c.number == number))
    await blobs.forget(session, names)


async def _forget_what_points_to(
    session: AsyncSession, table: Table, chosen: Select[Any], path: tuple[Table, ...]
) -> None:
    """Delete, from the leaves on, every row that points to the chosen ones by a foreign key."""
    for other in table.metadata.sorted_tables:
        columns = [key.parent for key in other.foreign_keys if _points_to(key, table)]
        if not columns:
            continue
        if other is table or other in path:
            await session.execute(update(other).where(columns[0].in_(chosen)).values({columns[0].name: None}))
            continue
        pointing = or_(*(column.in_(chosen) for column in columns))
        keys = list(other.primary_key)
        if len(keys) == 1:
            await _forget_what_points_to(session, other, select(keys[0]).where(pointing), (*path, table))
        await session.execute(delete(other).where(pointing))


def _points_to(key: ForeignKey, table: Table) -> bool:
    return key.column.table is table
