"""Dispatches: each handing over of a notification to a carrier, and what has become of it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.page import Attempt, Dispatch
from deskbot.store.tables import DispatchRow, NotificationRow

TOKEN_BYTES = 18


def as_dispatch(row: DispatchRow) -> Dispatch:
    """Return the noun that a row stands for."""
    return Dispatch(
        carrier=row.carrier, state=Attempt(row.state), code=row.code, begun_at=row.begun_at, updated_at=row.updated_at
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


async def by_token(session: AsyncSession, token: str) -> DispatchRow | None:
    """Return the dispatch that a carrier's callback names."""
    return (await session.scalars(select(DispatchRow).where(DispatchRow.token == token))).first()


async def of(session: AsyncSession, notification_id: int) -> Sequence[DispatchRow]:
    """Return a notification's dispatches as they are now, oldest first; its lock keeps them from changing."""
    query = (
        select(DispatchRow)
        .where(DispatchRow.notification_id == notification_id)
        .order_by(col(DispatchRow.id))
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).all()
