"""Which gaps in who is on call the desk has been told of."""

from __future__ import annotations

import json

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from deskbot.store.tables import ChannelStateRow

_PLACE = ("oncall", "gaps")
"""Where it is kept, among what channels remember."""


async def get(session: AsyncSession) -> list[list[str]]:
    """Return what was put last: for each gap its schedule, begin and end."""
    row = await session.get(ChannelStateRow, _PLACE)
    return json.loads(row.value) if row else []


async def put(session: AsyncSession, told: list[list[str]]) -> None:
    """Remember what the desk knows now."""
    channel, key = _PLACE
    value = json.dumps(told)
    statement = insert(ChannelStateRow).values(channel=channel, key=key, value=value)
    await session.execute(statement.on_conflict_do_update(index_elements=["channel", "key"], set_={"value": value}))
