"""How urgent pages and notifications are, so that the most urgent alarms are answered first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from deskbot.model.case import Severity
from deskbot.store import maintenances
from deskbot.store.tables import NotificationRow, PageRow, TicketRow

MOST_DUE = 500
"""Rows that one sweep rings for; the next one, seconds later, rings for the rest."""

_REPEATED_PAGE = col(PageRow.round) > col(PageRow.begun)
_REPEATED_NOTIFICATION = col(NotificationRow.round) > col(PageRow.begun)


async def of_page(session: AsyncSession, page_id: int) -> tuple[Severity, bool] | None:
    """Return the severity of a page's ticket, and whether it has gone through its levels before."""
    page = await session.get(PageRow, page_id)  # asks nothing where the transaction that rings has it in hand
    ticket = await session.get(TicketRow, page.ticket_number) if page else None
    return (Severity(ticket.severity), page.round > page.begun) if page and ticket else None


async def of_notification(session: AsyncSession, notification_id: int) -> tuple[Severity, bool] | None:
    """Return the same for a notification."""
    row = await session.get(NotificationRow, notification_id)
    page = await session.get(PageRow, row.page_id) if row else None
    ticket = await session.get(TicketRow, page.ticket_number) if page else None
    return (Severity(ticket.severity), row.round > page.begun) if row and page and ticket else None


async def due_pages(session: AsyncSession, now: datetime) -> Sequence[int]:
    """Return the ids of pages whose next step is due, the most urgent first, and the oldest of these.

    One that waits for maintenance which has ended before its time is due as well, whenever it believes to be.
    """
    query = select(PageRow.id).join(TicketRow, col(PageRow.ticket_number) == TicketRow.number)
    query = query.where(or_(col(PageRow.due_at) <= now, maintenances.released(now)))
    return await _ids(
        session, query.order_by(col(TicketRow.severity), case((_REPEATED_PAGE, 1), else_=0), col(PageRow.due_at))
    )


async def due_notifications(session: AsyncSession, now: datetime) -> Sequence[int]:
    """Return the ids of notifications that are due, the most urgent first, and the oldest of these."""
    query = (
        select(NotificationRow.id)
        .join(PageRow, col(NotificationRow.page_id) == PageRow.id)
        .join(TicketRow, col(PageRow.ticket_number) == TicketRow.number)
        .where(col(NotificationRow.due_at) <= now)
    )
    repeated = case((_REPEATED_NOTIFICATION, 1), else_=0)
    return await _ids(session, query.order_by(col(TicketRow.severity), repeated, col(NotificationRow.due_at)))


async def _ids(session: AsyncSession, query: SelectOfScalar[int] | SelectOfScalar[None]) -> Sequence[int]:
    return [row_id for row_id in (await session.scalars(query.limit(MOST_DUE))).all() if row_id is not None]
