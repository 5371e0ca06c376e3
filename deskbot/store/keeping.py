"""Rows that go by their age; docs/retention.md says of each table how long it keeps what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from deskbot.store.tables import (
    ApiAnswerRow,
    HeldAnswerRow,
    InteractionRow,
    InvitationRow,
    PresenceRow,
    SignInRow,
    SignInTryRow,
)
from deskbot.store.tables.columns import table_of

AFTER: Mapping[type[SQLModel], tuple[str, timedelta]] = {
    ApiAnswerRow: ("at", timedelta(days=3)),
    HeldAnswerRow: ("ended_at", timedelta(days=30)),
    InteractionRow: ("at", timedelta(days=90)),
    InvitationRow: ("expires_at", timedelta(days=90)),
    PresenceRow: ("at", timedelta(days=1)),
    SignInRow: ("seen_at", timedelta(days=90)),
    SignInTryRow: ("at", timedelta(days=90)),
}
"""Tables whose rows go by a moment in them and nothing else: by which, and how long after it."""


async def forget(row: type[SQLModel], session: AsyncSession, before: datetime, most: int) -> int:
    """Forget rows of one of these tables whose moment was before another; return how many, `most` at most."""
    return await forget_where(session, row, table_of(row).c[AFTER[row][0]] < before, most=most)


async def forget_where(session: AsyncSession, row: type[SQLModel], *which: ColumnElement[bool], most: int) -> int:
    """Forget rows for which conditions hold and that nobody has locked; return how many, `most` at most."""
    table = table_of(row)
    keys: Any = tuple_(*table.primary_key)
    old = select(*table.primary_key).where(*which).limit(most).with_for_update(skip_locked=True, of=table)
    gone = await session.execute(delete(table).where(keys.in_(old)))
    return gone.rowcount  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
