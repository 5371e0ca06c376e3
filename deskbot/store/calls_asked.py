"""Since when, and when last, the carrier was asked for calls to a number that we may have missed."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from deskbot.store.channel_state import remember, remembered


def _place(number: str) -> tuple[str, str]:
    """Return where it is kept, among what channels remember."""
    return "phone", f"calls_asked:{number}"


async def get(session: AsyncSession, number: str) -> tuple[datetime, datetime] | None:
    """Return when it was asked first and last; None before that."""
    text = await remembered(session, *_place(number))
    if text is None:
        return None
    first, last = json.loads(text)
    return datetime.fromisoformat(first), datetime.fromisoformat(last)


async def put(session: AsyncSession, number: str, first: datetime, last: datetime) -> None:
    """Remember both."""
    await remember(session, *_place(number), json.dumps([first.isoformat(), last.isoformat()]))
