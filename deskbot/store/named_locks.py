"""Locks of what has no row that could be locked: a name stands for it."""

from __future__ import annotations

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select


async def lock_name(session: AsyncSession, name: str) -> None:
    """Let nobody else lock a name until the transaction ends; whoever wants to waits."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
