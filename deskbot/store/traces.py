"""Where in its trace the row of an alarm is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.tables import InboundRow, NoticeRow, NotificationRow, PageMessageRow, PageRow


def _of_page(of: type[NotificationRow | NoticeRow]) -> Callable[[int], Select[Any]]:
    return lambda row_id: select(PageRow.trace).join(of, col(of.page_id) == PageRow.id).where(of.id == row_id)


def _of_message(row_id: int) -> Select[Any]:
    joined = select(PageRow.trace).join(NotificationRow, col(NotificationRow.page_id) == PageRow.id)
    joined = joined.join(PageMessageRow, col(PageMessageRow.notification_id) == NotificationRow.id)
    return joined.where(PageMessageRow.id == row_id)


_ASKED: dict[str, Callable[[int], Select[Any]]] = {
    "triage": lambda row_id: select(InboundRow.trace).where(InboundRow.id == row_id),
    "page": lambda row_id: select(PageRow.trace).where(PageRow.id == row_id),
    "notify": _of_page(NotificationRow),
    "tell": _of_page(NoticeRow),
    "show": _of_message,
}


async def position_of(session: AsyncSession, task: str, row_id: int) -> str | None:
    """Return the position that the row of a task's alarm has kept; None where it has none."""
    asked = _ASKED.get(task)
    return await session.scalar(asked(row_id)) if asked else None
