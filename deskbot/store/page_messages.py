"""Messages of pages in chats, which are written anew as their pages go on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.database import LOCK
from deskbot.store.in_any import in_any
from deskbot.store.pages import stood_for
from deskbot.store.tables import NotificationRow, PageMessageRow


async def keep(
    session: AsyncSession, notification: NotificationRow, place: str, says: str, now: datetime, *, several: bool
) -> int:
    """Write down where a notification's message is; return its id, also where it is known already.

    Args:
        session: the transaction.
        notification: the row by which the page reaches its person.
        place: under which its carrier knows the message.
        says: what it says, as it was sent.
        now: the present moment.
        several: it is for several pages.
    """
    values = {"notification_id": notification.id, "medium": notification.medium, "place": place, "says": says}
    statement = insert(PageMessageRow).values(**values, said="", several=several, shown="", attempts=0, created_at=now)
    await session.execute(statement.on_conflict_do_nothing())
    query = select(PageMessageRow.id).where(PageMessageRow.medium == notification.medium, PageMessageRow.place == place)
    return await session.scalar(query) or 0


async def lock(session: AsyncSession, message_id: int) -> PageMessageRow | None:
    """Return the row, locked until the transaction ends."""
    return await session.get(PageMessageRow, message_id, with_for_update=LOCK, populate_existing=True)


async def of_page(session: AsyncSession, page_id: int) -> Sequence[int]:
    """Return the messages of a page, of those that were folded into it, and of bundles in which one of them was."""
    pages = stood_for(page_id)
    bundles = select(NotificationRow.bundle_id).where(
        col(NotificationRow.page_id).in_(pages), col(NotificationRow.bundle_id).is_not(None)
    )
    query = (
        select(PageMessageRow.id)
        .where(
            in_any(
                col(PageMessageRow.notification_id),
                select(NotificationRow.id).where(col(NotificationRow.page_id).in_(pages)),
                select(NotificationRow.id).where(col(NotificationRow.bundle_id).in_(bundles)),
            )
        )
        .order_by(col(PageMessageRow.id))
    )
    return [found for found in (await session.scalars(query)).all() if found is not None]


async def answered(session: AsyncSession, message_id: int, said: str) -> None:
    """Note what whoever pressed a button of a message was answered: the message tells it."""
    row = await lock(session, message_id)
    if row is not None:
        row.said = said


async def hide(session: AsyncSession, medium: str, place: str) -> int | None:
    """Note that what a message shows is not known any more; return its id, None where nothing is known of it."""
    query = select(PageMessageRow).where(PageMessageRow.medium == medium, PageMessageRow.place == place)
    row = (await session.scalars(query.with_for_update(key_share=True))).first()
    if row is None:
        return None
    row.shown = "?"
    return row.id
