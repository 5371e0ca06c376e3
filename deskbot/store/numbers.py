"""What is known of the numbers by which responders are reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.number import Flag, Mark
from deskbot.model.page import Medium
from deskbot.store.tables import NumberRow

_KEY = ("address", "medium", "sender")


def as_mark(row: NumberRow) -> Mark:
    """Return the noun that a row stands for."""
    return Mark(
        address=row.address,
        medium=Medium(row.medium),
        sender=row.sender,
        flag=Flag(row.flag) if row.flag else None,
        detail=row.detail,
        flagged_at=row.flagged_at,
        until=row.until,
        verified_at=row.verified_at,
    )


async def get(session: AsyncSession, address: str, medium: Medium, sender: str = "") -> Mark | None:
    """Return what is known of a number, for one sender or for all; None where nothing is."""
    row = await session.get(NumberRow, (address, medium, sender), populate_existing=True)
    return as_mark(row) if row else None


async def of(session: AsyncSession, address: str, medium: Medium) -> Sequence[Mark]:
    """Return all that is known of a number: for all senders first, then for each."""
    query = (
        select(NumberRow)
        .where(NumberRow.address == address, NumberRow.medium == medium)
        .order_by(col(NumberRow.sender))
        .execution_options(populate_existing=True)
    )
    return [as_mark(row) for row in (await session.scalars(query)).all()]


async def marks(session: AsyncSession) -> Sequence[Mark]:
    """Return all that is known, in order of address, medium and sender."""
    query = select(NumberRow).order_by(col(NumberRow.address), col(NumberRow.medium), col(NumberRow.sender))
    return [as_mark(row) for row in (await session.scalars(query)).all()]


async def flag(
    session: AsyncSession,
    address: str,
    medium: Medium,
    why: Flag,
    now: datetime,
    *,
    code: int | None = None,
    detail: str = "",
    until: datetime | None = None,
    sender: str = "",
) -> None:
    """Keep a number from being used; the same flag again keeps the moment at which it was set.

    Args:
        session: the transaction.
        address: the number.
        medium: by which it is not used.
        why: the flag.
        now: the present moment.
        code: the carrier's number for the reason.
        detail: for people.
        until: when it lapses.
        sender: the number of ours from which it is not used; empty for all.
    """
    known = await get(session, address, medium, sender)
    same = known is not None and known.flag is why and known.keeps_off(now)
    values = {
        "flag": why,
        "code": code,
        "detail": detail,
        "flagged_at": known.flagged_at if same and known else now,
        "until": until,
    }
    statement = insert(NumberRow).values(address=address, medium=medium, sender=sender, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=values))


async def lift(session: AsyncSession, address: str, medium: Medium, sender: str = "") -> bool:
    """Let a number be used again; return whether it was kept off."""
    query = (
        update(NumberRow)
        .where(
            col(NumberRow.address) == address,
            col(NumberRow.medium) == medium,
            col(NumberRow.sender) == sender,
            col(NumberRow.flag) != "",
        )
        .values(flag="", code=None, detail="", flagged_at=None, until=None)
        .returning(col(NumberRow.address))
    )
    return (await session.scalars(query)).first() is not None


async def verify(session: AsyncSession, address: str, medium: Medium, now: datetime) -> None:
    """Note that somebody was reached by a number for certain; what spoke against it is lifted, but for their STOP."""
    mark = await get(session, address, medium)
    if mark is None or mark.flag is not Flag.OPTED_OUT:
        await lift(session, address, medium)
    statement = insert(NumberRow).values(address=address, medium=medium, sender="", flag="", detail="", verified_at=now)
    await session.execute(statement.on_conflict_do_update(index_elements=_KEY, set_={"verified_at": now}))
