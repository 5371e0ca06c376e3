"""Wishes for a language model's suggestion: one for each ticket, tried a few times, and then given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.database import LOCK
from deskbot.store.tables import SuggestionRow

WANTED, WRITTEN, GIVEN_UP = "wanted", "written", "given-up"
LEASE = timedelta(seconds=60)
"""How long one attempt may take before it is taken for dead; longer than the model's own limit."""


async def wish(session: AsyncSession, number: int, now: datetime) -> bool:
    """Note that a suggestion is wanted for a ticket; False where that was noted before."""
    row = {"ticket_number": number, "state": WANTED, "attempts": 0, "wished_at": now, "due_at": now, "detail": ""}
    statement = insert(SuggestionRow).values(row).on_conflict_do_nothing().returning(col(SuggestionRow.ticket_number))
    return await session.scalar(statement) is not None


async def since(session: AsyncSession, moment: datetime) -> int:
    """Return how many suggestions were wanted since a moment."""
    query = select(func.count()).select_from(SuggestionRow).where(col(SuggestionRow.wished_at) >= moment)
    return await session.scalar(query) or 0


async def lock(session: AsyncSession, number: int) -> SuggestionRow | None:
    """Return the row, locked until the transaction ends."""
    return await session.get(SuggestionRow, number, with_for_update=LOCK, populate_existing=True)


async def claim(session: AsyncSession, number: int, now: datetime) -> SuggestionRow | None:
    """Begin an attempt that is due; None where nothing is to be done, or somebody else is at it."""
    row = await lock(session, number)
    if row is None or row.due_at is None or row.due_at > now:
        return None
    row.attempts += 1
    row.due_at = now + LEASE
    return row


def conclude(row: SuggestionRow, state: str, detail: str = "") -> None:
    """Note how it ended."""
    row.state, row.due_at, row.detail = state, None, detail
