"""Texts that say who has a page: written with what they tell of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.page import Attempt, Medium
from deskbot.store.database import LOCK
from deskbot.store.tables import DispatchRow, NoticeRow, NotificationRow, PageRow


async def paged_in_vain(
    session: AsyncSession, page: PageRow, taken_by: str, now: datetime, moments: timedelta
) -> Sequence[NotificationRow]:
    """Return the texts of a page's present step that nobody can call back, one for each number.

    Those that are with a carrier at this moment, or were handed to one within the last `moments`; none to whoever has
    taken the page, and none that waited to be tried again, as no carrier had taken it.
    """
    perhaps_out = select(DispatchRow.id).where(
        DispatchRow.notification_id == NotificationRow.id, DispatchRow.state != Attempt.FAILED
    )
    query = (
        select(NotificationRow)
        .where(
            NotificationRow.page_id == page.id,
            NotificationRow.step == page.step,
            NotificationRow.medium == Medium.SMS,
            NotificationRow.responder != taken_by,
            col(NotificationRow.state) != Attempt.FAILED,
            or_(col(NotificationRow.state) != Attempt.CANCELLED, perhaps_out.exists()),
            or_(col(NotificationRow.state) == Attempt.SENDING, col(NotificationRow.sent_at) > now - moments),
        )
        .order_by(col(NotificationRow.id))
        .execution_options(populate_existing=True)
    )
    return list({row.address: row for row in (await session.scalars(query)).all()}.values())


async def lock(session: AsyncSession, notice_id: int) -> NoticeRow | None:
    """Return the row, locked until the transaction ends."""
    return await session.get(NoticeRow, notice_id, with_for_update=LOCK, populate_existing=True)


async def lock_taken(session: AsyncSession, provider_id: str) -> NoticeRow | None:
    """Return the text that a carrier has taken and has not said more of yet, by its own id, locked."""
    query = select(NoticeRow).where(NoticeRow.state == Attempt.SENT, NoticeRow.provider_id == provider_id)
    locked = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return (await session.scalars(locked)).first() if provider_id else None


async def still_sending(session: AsyncSession, notification_id: int, now: datetime) -> bool:
    """Return whether a notification is on its way to a carrier at this moment."""
    row = await session.get(NotificationRow, notification_id, populate_existing=True)
    return row is not None and row.state == Attempt.SENDING and row.due_at is not None and row.due_at > now
