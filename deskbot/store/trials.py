"""What is left of tests of the pager."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.trial import GREATEST, is_test
from deskbot.store.named_locks import lock_name
from deskbot.store.tables import TicketRow


async def older_than(session: AsyncSession, moment: datetime) -> Sequence[int]:
    """Return the numbers of the tickets of tests that began before a moment."""
    query = select(TicketRow.number).where(col(TicketRow.number) < 0, TicketRow.created_at < moment)
    return [number for number in (await session.scalars(query)).all() if number is not None and is_test(number)]


async def newest(session: AsyncSession, most: int) -> Sequence[TicketRow]:
    """Return the tickets of the tests that began last, the newest first."""
    query = select(TicketRow).where(col(TicketRow.number) <= GREATEST).order_by(col(TicketRow.created_at).desc())
    return (await session.scalars(query.limit(most))).all()


async def free_number(session: AsyncSession, wanted: int) -> int:
    """Return a number for the ticket of a test: the wanted one, or the next below where another began just then.

    Nobody else begins a test until the transaction ends.
    """
    await lock_name(session, "tests of the pager")
    while await session.get(TicketRow, wanted) is not None:
        wanted -= 1
    return wanted
