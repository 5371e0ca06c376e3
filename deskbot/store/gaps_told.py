"""Which gaps in who is on call the desk has been told of."""

from __future__ import annotations

import json

from sqlalchemy.ext.asyncio import AsyncSession

from deskbot.store.channel_state import remember, remembered

_PLACE = ("oncall", "gaps")
"""Where it is kept, among what channels remember."""


async def get(session: AsyncSession) -> list[list[str]]:
    """Return what was put last: for each gap its schedule, begin and end."""
    text = await remembered(session, *_PLACE)
    return json.loads(text) if text else []


async def put(session: AsyncSession, told: list[list[str]]) -> None:
    """Remember what the desk knows now."""
    await remember(session, *_PLACE, json.dumps(told))
