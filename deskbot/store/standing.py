"""What stands open on the desk now: pages, and promises that run out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import exists, func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from deskbot.model.page import PageState
from deskbot.store.sla_targets import AWAITED
from deskbot.store.tables import NotificationRow, PageRow, ResellerRow, SlaTargetRow, TicketRow
from deskbot.store.tables.tickets import IS_OPEN
from deskbot.store.ticket_list import MOST_COUNTED, take_the_next_promised
from deskbot.store.tickets import CANARIES

_LATER = aliased(PageRow)
STANDS = (
    IS_OPEN,
    col(TicketRow.number) > CANARIES,
    ~exists().where(col(_LATER.ticket_number) == col(PageRow.ticket_number), col(_LATER.id) > col(PageRow.id)),
)
"""Of a page with its ticket: the ticket is open, and the page is its newest."""


async def of_pages(
    session: AsyncSession, states: Collection[PageState], limit: int
) -> tuple[Sequence[tuple[PageRow, TicketRow]], int]:
    """Return pages of open tickets that stand in one of some states, each with its ticket, and how many there are.

    Of a ticket only the newest is one.

    Args:
        session: reads within its transaction.
        states: some states.
        limit: how many at most: the gravest, and of these the oldest.
    """
    query = (
        select(PageRow, TicketRow, func.count().over())
        .join(TicketRow, col(TicketRow.number) == col(PageRow.ticket_number))
        .where(col(PageRow.state).in_(list(states)), *STANDS)
        .order_by(col(TicketRow.severity), col(PageRow.id))
        .limit(limit)
    )
    found = (await session.execute(query)).all()
    return [(page, ticket) for page, ticket, _ in found], found[0][2] if found else 0


async def notifications(session: AsyncSession, pages: Collection[int]) -> dict[int, list[NotificationRow]]:
    """Return the notifications of some pages, oldest first, by page."""
    query = select(NotificationRow).where(col(NotificationRow.page_id).in_(list(pages)))
    found: dict[int, list[NotificationRow]] = {page: [] for page in pages}
    for row in (await session.scalars(query.order_by(col(NotificationRow.id)))).all():
        found[row.page_id].append(row)
    return found


async def promises(
    session: AsyncSession, until: datetime, limit: int
) -> tuple[Sequence[tuple[SlaTargetRow, TicketRow, str]], int]:
    """Return the targets of tickets nobody has answered yet whose time ends by a moment, or has: the next first.

    Args:
        session: reads within its transaction.
        until: the moment.
        limit: how many at most.

    Returns:
        Each with its ticket, and with the reseller's name; and how many there are in all, counted up to `MOST_COUNTED`
        and one more.
    """
    open_ticket = col(TicketRow.number) == col(SlaTargetRow.ticket_number)
    waits = (AWAITED, col(SlaTargetRow.promised_at) <= until)
    query = (
        select(SlaTargetRow, TicketRow, ResellerRow.name)
        .join(TicketRow, open_ticket)
        .outerjoin(ResellerRow, col(ResellerRow.id) == col(TicketRow.reseller_id))
        .where(*waits)
        .order_by(col(SlaTargetRow.promised_at), col(SlaTargetRow.ticket_number).desc())
        .limit(limit)
    )
    await take_the_next_promised(session)
    found = (await session.execute(query)).all()
    some = select(SlaTargetRow.id).join(TicketRow, open_ticket).where(*waits).limit(MOST_COUNTED + 1).subquery()
    count = await session.scalar(select(func.count()).select_from(some)) or 0
    return [(target, ticket, name or "") for target, ticket, name in found], count
