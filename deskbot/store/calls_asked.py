"""Since when, and when last, the carrier was asked for calls to a number that we may have missed."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from deskbot.store.tables import ChannelStateRow


def _place(number: str) -> tuple[str, str]:
    """Return where it is kept, among what channels remember."""
    return "phone", f"calls_asked:{number}"


async def get(session: AsyncSession, number: str) -> tuple[datetime, datetime] | None:
    """Return when it was asked first and last; None before that."""
    row = await session.get(ChannelStateRow, _place(number))
    if row is None:
        return None
    first, last = json.loads(row.value)
    return datetime.fromisoformat(first), datetime.fromisoformat(last)


async def put(session: AsyncSession, number: str, first: datetime, last: datetime) -> None:
    """Remember both."""
    channel, key = _place(number)
    value = json.dumps([first.isoformat(), last.isoformat()])
    statement = insert(ChannelStateRow).values(channel=channel, key=key, value=value)
    await session.execute(statement.on_conflict_do_update(index_elements=["channel", "key"], set_={"value": value}))
