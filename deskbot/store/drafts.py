"""What people have begun to write on tickets."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.tables import DraftRow

ANSWER, NOTE = "answer", "note"
KINDS = (ANSWER, NOTE)


async def of(session: AsyncSession, number: int, account_id: int) -> dict[str, DraftRow]:
    """Return what somebody has begun to write on a ticket, by its kind."""
    query = select(DraftRow).where(DraftRow.ticket_number == number, DraftRow.account_id == account_id)
    return {row.kind: row for row in (await session.scalars(query)).all()}


async def keep(session: AsyncSession, number: int, account_id: int, kind: str, words: str, now: datetime) -> None:
    """Keep what somebody has begun to write in the place of what was kept before; nothing where it is empty."""
    if not words.strip():
        await drop(session, number, account_id, kind)
        return
    row = {"ticket_number": number, "account_id": account_id, "kind": kind, "words": words, "at": now}
    statement = insert(DraftRow).values(row)
    changed = {"words": words, "at": now}
    await session.execute(
        statement.on_conflict_do_update(index_elements=["ticket_number", "account_id", "kind"], set_=changed)
    )


async def drop(session: AsyncSession, number: int, account_id: int, kind: str) -> None:
    """Forget what somebody had begun to write."""
    await session.execute(
        delete(DraftRow).where(
            col(DraftRow.ticket_number) == number, col(DraftRow.account_id) == account_id, col(DraftRow.kind) == kind
        )
    )
