"""How urgent pages and notifications are, so that the most urgent alarms are answered first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, case, func, literal, or_, tuple_
from sqlalchemy import select as choose
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from deskbot.model.case import Severity
from deskbot.model.page import Attempt, PageState
from deskbot.store import maintenances
from deskbot.store.due import MOST_DUE
from deskbot.store.tables import NotificationRow, PageRow, TicketRow
from deskbot.store.tickets import CANARIES

_Column: TypeAlias = ColumnElement[Any] | Mapped[Any]

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
    return await _ids(session, query.order_by(*_order(_REPEATED_PAGE, col(PageRow.due_at)), col(PageRow.id)))


async def due_notifications(session: AsyncSession, now: datetime) -> Sequence[int]:
    """Return the ids of notifications that are due, the most urgent first, and the oldest of these."""
    query = (
        select(NotificationRow.id)
        .join(PageRow, col(NotificationRow.page_id) == PageRow.id)
        .join(TicketRow, col(PageRow.ticket_number) == TicketRow.number)
        .where(col(NotificationRow.due_at) <= now)
    )
    order = _order(_REPEATED_NOTIFICATION, col(NotificationRow.due_at))
    return await _ids(session, query.order_by(*order, col(NotificationRow.id)))


async def is_behind(
    session: AsyncSession, row: NotificationRow, page: PageRow, ticket: TicketRow, now: datetime
) -> bool:
    """Return whether what is more urgent than a notification may be on its way to the same phone at this moment.

    That is what is due there and was not tried yet, and every page whose step is due and not taken: whom it calls is
    not known yet. Of equals what should have gone first is more urgent, and of these the page that was opened first.

    Args:
        session: the transaction.
        row: what is due itself.
        page: its page.
        ticket: the page's ticket.
        now: the present moment.
    """
    place = (ticket.severity, int(row.round > page.begun), row.wanted_at or row.due_at, row.page_id)
    own = tuple_(*(literal(one) for one in place))
    at = func.coalesce(NotificationRow.wanted_at, NotificationRow.due_at)
    untried = (
        select(NotificationRow.id)
        .join(PageRow, col(NotificationRow.page_id) == PageRow.id)
        .join(TicketRow, col(PageRow.ticket_number) == TicketRow.number)
        .where(
            col(PageRow.ticket_number) > CANARIES,
            NotificationRow.address == row.address,
            NotificationRow.medium == row.medium,
            NotificationRow.state == Attempt.QUEUED,
            NotificationRow.attempts == 0,
            col(NotificationRow.due_at) <= now,
            tuple_(*_order(_REPEATED_NOTIFICATION, at), col(PageRow.id)) < own,
        )
    )
    not_stepped = (
        select(PageRow.id)
        .join(TicketRow, col(PageRow.ticket_number) == TicketRow.number)
        .where(
            col(PageRow.ticket_number) > CANARIES,
            PageRow.state == PageState.OPEN,
            PageRow.handed_to == "",
            col(PageRow.due_at) <= now,
            tuple_(*_order(_REPEATED_PAGE, col(PageRow.due_at)), col(PageRow.id)) < own,
        )
    )
    return bool(await session.scalar(choose(or_(untried.exists(), not_stepped.exists()))))


def _order(repeated: ColumnElement[bool], at: _Column) -> tuple[_Column, ...]:
    return col(TicketRow.severity), case((repeated, 1), else_=0), at


async def _ids(session: AsyncSession, query: SelectOfScalar[int] | SelectOfScalar[None]) -> Sequence[int]:
    return [row_id for row_id in (await session.scalars(query.limit(MOST_DUE))).all() if row_id is not None]
