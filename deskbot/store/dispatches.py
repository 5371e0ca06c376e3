"""Dispatches: each handing over of a notification to a carrier, and what has become of it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.page import Attempt, Dispatch
from deskbot.store.in_any import in_any
from deskbot.store.tables import DispatchRow, NotificationRow, PageRow

TOKEN_BYTES = 18


def as_dispatch(row: DispatchRow) -> Dispatch:
    """Return the noun that a row stands for."""
    return Dispatch(
        carrier=row.carrier,
        provider_id=row.provider_id,
        state=Attempt(row.state),
        code=row.code,
        up=row.up,
        begun_at=row.begun_at,
        updated_at=row.updated_at,
    )


async def begin(
    session: AsyncSession, notification: NotificationRow, carrier: str, now: datetime, *, segments: int = 0
) -> DispatchRow:
    """Write down that a notification is about to be handed to a carrier, before it is."""
    assert notification.id is not None  # noqa: S101  (a stored row has one)
    row = DispatchRow(
        notification_id=notification.id,
        carrier=carrier,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        state=Attempt.SENDING,
        segments=segments,
        begun_at=now,
        updated_at=now,
    )
    session.add(row)
    await session.flush()
    return row


async def of(session: AsyncSession, notification_id: int) -> Sequence[DispatchRow]:
    """Return a notification's dispatches as they are now, oldest first; its lock keeps them from changing."""
    query = (
        select(DispatchRow)
        .where(DispatchRow.notification_id == notification_id)
        .order_by(col(DispatchRow.id))
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).all()


async def last_of(session: AsyncSession, carrier: str, known: int, since: datetime) -> Sequence[Dispatch]:
    """Return what a carrier was last given, oldest first: what its breaker is read from.

    Args:
        session: reads within its transaction.
        carrier: its name.
        known: so many of those that show whether it works.
        since: with all that were begun since then, and show nothing yet.
    """
    oldest_first = col(DispatchRow.begun_at), col(DispatchRow.id)
    showing = (
        select(DispatchRow.id)
        .where(DispatchRow.carrier == carrier, col(DispatchRow.up).is_not(None))
        .order_by(*(one.desc() for one in oldest_first))
        .limit(known)
    )
    under_way = select(DispatchRow.id).where(
        DispatchRow.carrier == carrier, col(DispatchRow.up).is_(None), col(DispatchRow.begun_at) >= since
    )
    query = select(DispatchRow).where(in_any(col(DispatchRow.id), showing, under_way)).order_by(*oldest_first)
    return [as_dispatch(row) for row in (await session.scalars(query)).all()]


async def failing_since(session: AsyncSession, carrier: str) -> datetime | None:
    """Return when a carrier began to fail that has not worked since; None where it works."""
    first = await first_failure(session, carrier)
    return await session.scalar(select(DispatchRow.begun_at).where(DispatchRow.id == first)) if first else None


async def last_worked(session: AsyncSession, ticket: int) -> dict[str, int]:
    """Return for each carrier the last dispatch of a ticket's pages that showed that it works."""
    query = (
        select(DispatchRow.carrier, func.max(DispatchRow.id))
        .join(NotificationRow, col(NotificationRow.id) == col(DispatchRow.notification_id))
        .join(PageRow, col(PageRow.id) == col(NotificationRow.page_id))
        .where(PageRow.ticket_number == ticket, col(DispatchRow.up).is_(True))
        .group_by(col(DispatchRow.carrier))
    )
    return {carrier: last for carrier, last in (await session.execute(query)).all() if last is not None}


async def outlived(session: AsyncSession, carrier: str, last: int) -> None:
    """Let failures of a carrier show nothing any more: it has worked since, by a dispatch that is not kept."""
    of_before = col(DispatchRow.carrier) == carrier, col(DispatchRow.up).is_(False), col(DispatchRow.id) < last
    # Locked in one order: two who say so at once wait for each other, and for nothing else.
    in_order = select(DispatchRow.id).where(*of_before).order_by(col(DispatchRow.id)).with_for_update(key_share=True)
    await session.execute(update(DispatchRow).where(col(DispatchRow.id).in_(in_order)).values(up=None))


async def first_failure(session: AsyncSession, carrier: str) -> int | None:
    """Return the id of the first dispatch with which a carrier failed since it worked last; None where it works."""
    worked = await session.scalar(
        select(func.max(DispatchRow.id)).where(DispatchRow.carrier == carrier, col(DispatchRow.up).is_(True))
    )
    query = select(func.min(DispatchRow.id)).where(
        DispatchRow.carrier == carrier, col(DispatchRow.up).is_(False), col(DispatchRow.id) > (worked or 0)
    )
    return await session.scalar(query)
