"""Answers that wait a moment, in which they can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from deskbot.errors import NotFoundError
from deskbot.store import blobs
from deskbot.store.database import LOCK
from deskbot.store.tables import HeldAnswerRow

WAITING, SENT, TAKEN_BACK, NOT_SENT = "waiting", "sent", "taken-back", "not-sent"


async def add(session: AsyncSession, row: HeldAnswerRow) -> HeldAnswerRow:
    """Keep an answer until it is due; return its row, which has an id then.

    Raises:
        NotFoundError: the bytes of one of its files are gone.
    """
    if row.files:
        there = await blobs.lock(session, (one["sha256"] for one in row.files))
        if gone := [one["filename"] for one in row.files if one["sha256"] not in there]:
            raise NotFoundError(f"{', '.join(gone)} is kept no longer: add it once more")
    session.add(row)
    await session.flush()
    return row


async def get(session: AsyncSession, held_id: int) -> HeldAnswerRow | None:
    """Return an answer's row, or None."""
    return await session.get(HeldAnswerRow, held_id)


async def lock(session: AsyncSession, held_id: int) -> HeldAnswerRow | None:
    """Return the row, locked until the transaction ends."""
    return await session.get(HeldAnswerRow, held_id, with_for_update=LOCK, populate_existing=True)


async def waiting(session: AsyncSession, number: int) -> Sequence[HeldAnswerRow]:
    """Return the answers to a ticket that can be taken back, the oldest first."""
    return (await session.scalars(_waiting(number))).all()


async def lock_waiting(session: AsyncSession, number: int) -> Sequence[HeldAnswerRow]:
    """Return the same, locked until the transaction ends."""
    query = _waiting(number).with_for_update(key_share=True).execution_options(populate_existing=True)
    return (await session.scalars(query)).all()


def _waiting(number: int) -> SelectOfScalar[HeldAnswerRow]:
    query = select(HeldAnswerRow).where(HeldAnswerRow.ticket_number == number, HeldAnswerRow.state == WAITING)
    return query.order_by(col(HeldAnswerRow.id))


async def waiting_twin(session: AsyncSession, row: HeldAnswerRow) -> HeldAnswerRow | None:
    """Return the answer that waits already and says the same, from the same person; None where none does."""
    query = select(HeldAnswerRow).where(
        HeldAnswerRow.ticket_number == row.ticket_number,
        HeldAnswerRow.account_id == row.account_id,
        HeldAnswerRow.words == row.words,
        HeldAnswerRow.files == row.files,
        HeldAnswerRow.state == WAITING,
    )
    return (await session.scalars(query)).first()


async def by_others_since(session: AsyncSession, number: int, held_id: int, author: str) -> Sequence[HeldAnswerRow]:
    """Return the answers that others have sent off after one, and that wait or have gone out."""
    query = select(HeldAnswerRow).where(
        HeldAnswerRow.ticket_number == number,
        col(HeldAnswerRow.id) > held_id,
        HeldAnswerRow.author != author,
        HeldAnswerRow.state == WAITING,
    )
    return (await session.scalars(query.order_by(col(HeldAnswerRow.id)))).all()


async def was_sent(session: AsyncSession, number: int, account_id: int, words: str, since: datetime) -> bool:
    """Return whether somebody has sent these very words off since a moment, and they wait or have gone out."""
    query = select(HeldAnswerRow.id).where(
        HeldAnswerRow.ticket_number == number,
        HeldAnswerRow.account_id == account_id,
        HeldAnswerRow.words == words.strip(),
        col(HeldAnswerRow.state).in_((WAITING, SENT)),
        col(HeldAnswerRow.at) >= since,
    )
    return await session.scalar(query.limit(1)) is not None


async def last(session: AsyncSession, number: int) -> int:
    """Return the id of a ticket's newest answer of this kind; 0 where there is none."""
    return await session.scalar(select(func.max(HeldAnswerRow.id)).where(HeldAnswerRow.ticket_number == number)) or 0


def end(row: HeldAnswerRow, state: str, now: datetime, detail: str = "") -> None:
    """Note what became of an answer."""
    row.state, row.due_at, row.ended_at, row.detail = state, None, now, detail


async def forget_words(session: AsyncSession, before: datetime, most: int) -> int:
    """Forget the words of answers that ended before a moment; return of how many, `most` at most."""
    ended = select(HeldAnswerRow.id).where(col(HeldAnswerRow.ended_at) < before, col(HeldAnswerRow.words) != "")
    found = (await session.scalars(ended.limit(most).with_for_update(skip_locked=True, key_share=True))).all()
    await session.execute(update(HeldAnswerRow).where(col(HeldAnswerRow.id).in_(found)).values(words=""))
    return len(found)


HOLD = timedelta(seconds=10)
"""How long an answer can be taken back."""
