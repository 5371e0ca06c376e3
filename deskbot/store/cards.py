"""The cards of the desk's room: which tickets have one, and what it does not tell yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, exists, func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.in_any import in_any
from deskbot.store.outbox import UNDER_WAY
from deskbot.store.tables import AwaitedFileRow, CardRow, InboundRow, OutboxRow, TicketRow, TimelineRow
from deskbot.store.tables.tickets import IS_OPEN
from deskbot.store.tickets import CANARIES


async def behind(session: AsyncSession, now: datetime, after: int, limit: int) -> Sequence[int]:
    """Return the tickets whose card is to be looked at: the first to come first.

    Args:
        session: the transaction.
        now: the present moment.
        after: only tickets on which something has happened since this entry of the timeline, or that are to be tried
            again; 0 for all.
        limit: so many at most.
    """
    number = col(TicketRow.number)
    untold = exists().where(col(TimelineRow.ticket_number) == number, col(TimelineRow.id) > col(CardRow.told))
    again = col(CardRow.due_at) <= now
    # What waits for a letter of its own must keep no other from its turn.
    on_its_way = exists().where(
        col(OutboxRow.id).in_([col(CardRow.outbox_id), col(CardRow.line_id)]),
        col(OutboxRow.state).in_(UNDER_WAY),
    )
    query = (
        select(number)
        .outerjoin(CardRow, col(CardRow.ticket_number) == number)
        .where(
            number > CANARIES,
            ~on_its_way,
            or_(
                and_(col(CardRow.ticket_number).is_(None), IS_OPEN),
                and_(col(CardRow.due_at).is_(None), untold),
                again,
            ),
        )
        .order_by(number)
        .limit(limit)
    )
    if after:
        recent = select(TimelineRow.ticket_number).where(col(TimelineRow.id) > after)
        query = query.where(in_any(number, recent, select(CardRow.ticket_number).where(again)))
    return [one for one in (await session.scalars(query)).all() if one is not None]


async def newest_entry(session: AsyncSession, number: int | None = None) -> int:
    """Return the id of the newest entry of all timelines, or of one; 0 where there is none."""
    query = select(func.max(TimelineRow.id))
    if number is not None:
        query = query.where(TimelineRow.ticket_number == number)
    return await session.scalar(query) or 0


async def of(session: AsyncSession, number: int) -> CardRow | None:
    """Return the card of a ticket, None where it has none yet; whoever asks has locked the ticket."""
    return await session.get(CardRow, number, populate_existing=True)


async def untold(session: AsyncSession, number: int, told: int) -> Sequence[TimelineRow]:
    """Return what has happened on a ticket since an entry of its timeline, oldest first."""
    query = (
        select(TimelineRow)
        .where(TimelineRow.ticket_number == number, col(TimelineRow.id) > told)
        .order_by(col(TimelineRow.id))
        .limit(200)
    )
    return (await session.scalars(query)).all()


async def messages(session: AsyncSession, ids: Sequence[int]) -> dict[int, InboundRow]:
    """Return the messages that entries come from."""
    query = select(InboundRow).where(col(InboundRow.id).in_(ids))
    return {row.id or 0: row for row in (await session.scalars(query)).all()}


async def awaits_files(session: AsyncSession, inbound_id: int) -> bool:
    """Return whether files of a message are still fetched."""
    query = select(AwaitedFileRow.id).where(
        AwaitedFileRow.inbound_id == inbound_id, col(AwaitedFileRow.due_at).is_not(None)
    )
    return await session.scalar(query.limit(1)) is not None
