"""Calendars that desk.yaml names, as they were read last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from deskbot.store.tables import CalendarRow


async def states(session: AsyncSession) -> Mapping[str, CalendarRow]:
    """Return what is known of every calendar."""
    return {row.place: row for row in (await session.scalars(select(CalendarRow))).all()}


async def keep(session: AsyncSession, place: str, content: str | None, problem: str, now: datetime) -> None:
    """Note what came of reading a calendar; what was read before stays where nothing came."""
    row = await session.get(CalendarRow, place)
    if row is None:
        row = CalendarRow(place=place, tried_at=now)
        session.add(row)
    row.tried_at, row.problem = now, problem
    if content is not None:
        row.content, row.read_at = content, now
