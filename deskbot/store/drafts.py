"""What people have begun to write on tickets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.message import Attachment
from deskbot.model.ticket import State
from deskbot.store import blobs, keeping
from deskbot.store.payloads import files_to_json
from deskbot.store.tables import DraftRow, TicketRow

ANSWER, NOTE, SOLUTION = "answer", "note", "solution"


async def of(session: AsyncSession, number: int, account_id: int) -> dict[str, DraftRow]:
    """Return what somebody has begun to write on a ticket, by its kind."""
    query = select(DraftRow).where(DraftRow.ticket_number == number, DraftRow.account_id == account_id)
    return {row.kind: row for row in (await session.scalars(query)).all()}


async def of_ticket(session: AsyncSession, number: int) -> Sequence[DraftRow]:
    """Return what everybody has begun to write on a ticket."""
    query = select(DraftRow).where(DraftRow.ticket_number == number)
    return (await session.scalars(query.order_by(col(DraftRow.account_id), col(DraftRow.kind)))).all()


async def keep(
    session: AsyncSession,
    number: int,
    account_id: int,
    kind: str,
    words: str,
    now: datetime,
    *,
    files: Iterable[Attachment],
    page: str = "",
) -> None:
    """Keep what somebody has begun to write in the place of what was kept before; nothing where it is empty.

    Its files are kept with it, but for those whose bytes are gone; `page` is the page that has written it.
    """
    files = tuple(files)
    there = await blobs.lock(session, (one.sha256 for one in files)) if files else ()
    kept = files_to_json(one for one in files if one.sha256 in there)
    if not words.strip() and not kept:
        await drop(session, number, account_id, kind)
        return
    changed = {"words": words, "files": kept, "page": page, "at": now}
    row = {"ticket_number": number, "account_id": account_id, "kind": kind, **changed}
    statement = insert(DraftRow).values(row)
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


async def forget(session: AsyncSession, before: datetime, most: int) -> int:
    """Forget what was begun before a moment on tickets that were closed before it, too.

    Return how many drafts, `most` at most.
    """
    closed = select(TicketRow.number).where(TicketRow.state == State.CLOSED, col(TicketRow.closed_at) < before)
    which = (col(DraftRow.at) < before, col(DraftRow.ticket_number).in_(closed))
    return await keeping.forget_where(session, DraftRow, *which, most=most)
