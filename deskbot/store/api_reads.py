"""What the API lists, page by page; each by a key that stands still, so that no page is missed or shown twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from deskbot.model.ticket import WRITTEN
from deskbot.model.ticket_list import Filters
from deskbot.store.tables import (
    AttachmentRow,
    ContactRow,
    IdentityRow,
    InboundRow,
    PageRow,
    ResellerRow,
    SystemRow,
    TicketRow,
    TimelineRow,
)
from deskbot.store.ticket_list import conditions, plan_for_these_words
from deskbot.store.tickets import CANARIES

Whole = tuple[TicketRow, ResellerRow | None, ContactRow | None, int | None]
"""A ticket, its reseller and contact, and the reseller of the one into which it was merged."""


async def tickets(
    session: AsyncSession, filters: Filters, sought: str | None, *, before: int | None, limit: int
) -> Sequence[Whole]:
    """Return tickets, the newest first.

    Args:
        session: the transaction.
        filters: which; their order is left aside.
        sought: what is looked for in them, as PostgreSQL reads a `tsquery`.
        before: only those with a smaller number.
        limit: how many at most.
    """
    if sought is not None:
        await plan_for_these_words(session)
    wanted = await conditions(session, filters, sought)
    query = _whole().where(*wanted).order_by(col(TicketRow.number).desc()).limit(limit)
    if before is not None:
        query = query.where(col(TicketRow.number) < before)
    return [(one[0], one[1], one[2], one[3]) for one in (await session.execute(query)).all()]


async def ticket(session: AsyncSession, number: int) -> Whole | None:
    """Return a ticket."""
    query = _whole().where(col(TicketRow.number) == number, col(TicketRow.number) > CANARIES)
    one = (await session.execute(query)).first()
    return (one[0], one[1], one[2], one[3]) if one is not None else None


def _whole() -> Select[TicketRow, ResellerRow, ContactRow, Any]:
    into: Any = aliased(TicketRow)
    return (
        select(TicketRow, ResellerRow, ContactRow, into.reseller_id)
        .outerjoin(ResellerRow, col(ResellerRow.id) == col(TicketRow.reseller_id))
        .outerjoin(ContactRow, col(ContactRow.id) == col(TicketRow.contact_id))
        .outerjoin(into, col(into.number) == col(TicketRow.merged_into))
    )


async def said(
    session: AsyncSession, number: int, *, public: bool, after: int, limit: int
) -> Sequence[tuple[TimelineRow, str]]:
    """Return what people have written on a ticket, the oldest first, each with the channel by which it came.

    Args:
        session: the transaction.
        number: the ticket.
        public: whether only what its reseller may see.
        after: only entries behind this one.
        limit: how many at most.
    """
    query = (
        select(TimelineRow, InboundRow.channel)
        .outerjoin(InboundRow, col(InboundRow.id) == col(TimelineRow.inbound_id))
        .where(TimelineRow.ticket_number == number, col(TimelineRow.kind).in_(WRITTEN), col(TimelineRow.id) > after)
        .order_by(col(TimelineRow.id))
        .limit(limit)
    )
    if public:
        query = query.where(col(TimelineRow.public))
    return [(row, channel or "") for row, channel in (await session.execute(query)).all()]


async def attachment(
    session: AsyncSession, attachment_id: int
) -> Sequence[tuple[AttachmentRow, TimelineRow, TicketRow]]:
    """Return a file with each entry to which it belongs, and the ticket on which that stands."""
    file = await session.get(AttachmentRow, attachment_id)
    if file is None:
        return ()
    is_its = TimelineRow.id == file.entry_id if file.entry_id else TimelineRow.inbound_id == file.inbound_id
    query = (
        select(TimelineRow, TicketRow)
        .join(TicketRow, col(TicketRow.number) == col(TimelineRow.ticket_number))
        .where(is_its, col(TimelineRow.kind).in_(WRITTEN), col(TicketRow.number) > CANARIES)
    )
    return [(file, one[0], one[1]) for one in (await session.execute(query)).all()]


async def resellers(session: AsyncSession, *, only: int | None, after: int, limit: int) -> Sequence[ResellerRow]:
    """Return resellers, in the order in which they came."""
    query = select(ResellerRow).where(col(ResellerRow.id) > after).order_by(col(ResellerRow.id)).limit(limit)
    if only is not None:
        query = query.where(ResellerRow.id == only)
    return (await session.scalars(query)).all()


async def contacts(
    session: AsyncSession, *, only: int | None, reseller: str, after: int, limit: int
) -> Sequence[tuple[ContactRow, str, Sequence[IdentityRow]]]:
    """Return people with the key of their reseller and their addresses; those who have left, too."""
    query = (
        select(ContactRow, ResellerRow.key)
        .join(ResellerRow, col(ResellerRow.id) == col(ContactRow.reseller_id))
        .where(col(ContactRow.id) > after)
        .order_by(col(ContactRow.id))
        .limit(limit)
    )
    if only is not None:
        query = query.where(ContactRow.reseller_id == only)
    if reseller:
        query = query.where(ResellerRow.key == reseller)
    found = [(row, key) for row, key in (await session.execute(query)).all()]
    ids = [row.id for row, _ in found]
    theirs = select(IdentityRow).where(col(IdentityRow.contact_id).in_(ids)).order_by(col(IdentityRow.id))
    addresses = (await session.scalars(theirs)).all() if ids else ()
    return [(row, key, [one for one in addresses if one.contact_id == row.id]) for row, key in found]


async def systems(
    session: AsyncSession, *, only: int | None, reseller: str, after: int, limit: int
) -> Sequence[tuple[SystemRow, str]]:
    """Return systems with the key of their reseller."""
    query = (
        select(SystemRow, ResellerRow.key)
        .join(ResellerRow, col(ResellerRow.id) == col(SystemRow.reseller_id))
        .where(col(SystemRow.id) > after)
        .order_by(col(SystemRow.id))
        .limit(limit)
    )
    if only is not None:
        query = query.where(SystemRow.reseller_id == only)
    if reseller:
        query = query.where(ResellerRow.key == reseller)
    return [(row, key) for row, key in (await session.execute(query)).all()]


async def pages(
    session: AsyncSession, *, states: Collection[str], ticket: int | None, before: int | None, limit: int
) -> Sequence[PageRow]:
    """Return pages, the newest first; those of tests and of the canary are in no list."""
    query = select(PageRow).where(col(PageRow.ticket_number) > CANARIES).order_by(col(PageRow.id).desc()).limit(limit)
    if states:
        query = query.where(col(PageRow.state).in_(states))
    if ticket is not None:
        query = query.where(PageRow.ticket_number == ticket)
    if before is not None:
        query = query.where(col(PageRow.id) < before)
    return (await session.scalars(query)).all()
