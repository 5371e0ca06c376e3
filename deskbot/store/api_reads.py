"""What the API lists, page by page; each by a key that stands still, so that no page is missed or shown twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.ticket import Entry
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
from deskbot.store.tickets import CANARIES

SAID = (Entry.MESSAGE, Entry.REPLY, Entry.NOTE)
"""The entries of a timeline that people have written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which tickets are listed; what is empty does not matter."""

    states: Collection[str] = ()
    severities: Collection[str] = ()
    categories: Collection[str] = ()
    owner: str | None = None
    """Empty wants those that nobody has."""
    reseller: str = ""
    """Its key."""
    reseller_id: int | None = None
    """The only one whose tickets may be seen."""
    updated_since: datetime | None = None


async def tickets(
    session: AsyncSession, wanted: Wanted, *, before: int | None, limit: int
) -> Sequence[tuple[TicketRow, ResellerRow | None, ContactRow | None]]:
    """Return tickets with their reseller and contact, the newest first.

    Args:
        session: the transaction.
        wanted: which.
        before: only those with a smaller number.
        limit: how many at most.
    """
    query = (
        select(TicketRow, ResellerRow, ContactRow)
        .outerjoin(ResellerRow, col(ResellerRow.id) == col(TicketRow.reseller_id))
        .outerjoin(ContactRow, col(ContactRow.id) == col(TicketRow.contact_id))
        .where(col(TicketRow.number) > CANARIES)
        .order_by(col(TicketRow.number).desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(col(TicketRow.number) < before)
    if wanted.reseller_id is not None:
        query = query.where(TicketRow.reseller_id == wanted.reseller_id)
    if wanted.reseller:
        query = query.where(ResellerRow.key == wanted.reseller)
    if wanted.owner is not None:
        query = query.where(TicketRow.owner == wanted.owner)
    if wanted.updated_since is not None:
        query = query.where(col(TicketRow.updated_at) >= wanted.updated_since)
    for column, values in (
        (TicketRow.state, wanted.states),
        (TicketRow.severity, wanted.severities),
        (TicketRow.category, wanted.categories),
    ):
        if values:
            query = query.where(col(column).in_(values))
    return [(one[0], one[1], one[2]) for one in (await session.execute(query)).all()]


async def ticket(
    session: AsyncSession, number: int
) -> tuple[TicketRow, ResellerRow | None, ContactRow | None, int | None] | None:
    """Return a ticket with its reseller and contact, and the reseller of the one into which it was merged."""
    row = await session.get(TicketRow, number)
    if row is None or number <= CANARIES:
        return None
    owner = await session.get(ResellerRow, row.reseller_id) if row.reseller_id is not None else None
    contact = await session.get(ContactRow, row.contact_id) if row.contact_id is not None else None
    into = await session.get(TicketRow, row.merged_into) if row.merged_into is not None else None
    return row, owner, contact, into.reseller_id if into is not None else None


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
        .where(TimelineRow.ticket_number == number, col(TimelineRow.kind).in_(SAID), col(TimelineRow.id) > after)
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
        .where(is_its, col(TimelineRow.kind).in_(SAID), col(TicketRow.number) > CANARIES)
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
