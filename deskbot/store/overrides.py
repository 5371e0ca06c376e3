"""Overrides of schedules: made, taken back, and found by the time for which they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.override import Override, OverrideKind
from deskbot.store.named_locks import lock_name
from deskbot.store.tables import OverrideRow


async def lock_schedule(session: AsyncSession, schedule: str) -> None:
    """Let nobody else decide by the shifts of a schedule until the transaction ends."""
    await lock_name(session, f"schedule {schedule}")


async def add(session: AsyncSession, *wanted: Override) -> tuple[Override, ...]:
    """Keep overrides that were decided together; return them with their ids."""
    rows = [
        OverrideRow(
            schedule=one.schedule,
            kind=one.kind,
            goes=one.off,
            comes=list(one.on),
            starts_at=one.start,
            ends_at=one.end,
            made_by=one.by,
            why=one.why,
            made_at=one.made_at,
            swap=one.swap,
        )
        for one in wanted
    ]
    session.add_all(rows)
    await session.flush()
    return tuple(replace(one, id=row.id or 0) for one, row in zip(wanted, rows, strict=True))


async def holding(session: AsyncSession, start: datetime, end: datetime) -> tuple[Override, ...]:
    """Return the overrides that hold at some moment of a span, those taken back later as well; oldest first."""
    query = select(OverrideRow).where(
        col(OverrideRow.starts_at) < end,
        col(OverrideRow.ends_at) > start,
        or_(col(OverrideRow.cancelled_at).is_(None), col(OverrideRow.cancelled_at) > start),
    )
    return _nouns((await session.scalars(query.order_by(col(OverrideRow.id)))).all())


async def listed(session: AsyncSession, now: datetime, *, past: bool) -> tuple[Override, ...]:
    """Return the overrides that hold now or will; all there ever were where those past are asked for; oldest first."""
    query = select(OverrideRow).order_by(col(OverrideRow.starts_at), col(OverrideRow.id))
    if not past:
        query = query.where(*_hold_or_will(now))
    return _nouns((await session.scalars(query)).all())


async def made_after(
    session: AsyncSession, number: int, limit: int, now: datetime, *, past: bool
) -> tuple[Override, ...]:
    """Return the overrides that were made after one, oldest first, of those that `listed` returns."""
    query = select(OverrideRow).where(col(OverrideRow.id) > number).order_by(col(OverrideRow.id)).limit(limit)
    return _nouns((await session.scalars(query if past else query.where(*_hold_or_will(now)))).all())


def _hold_or_will(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(OverrideRow.ends_at) > now, col(OverrideRow.cancelled_at).is_(None)


async def schedule_of(session: AsyncSession, number: int) -> str | None:
    """Return in which schedule an override is; None where there is none."""
    return await session.scalar(select(OverrideRow.schedule).where(OverrideRow.id == number))


async def lock(session: AsyncSession, number: int) -> tuple[Override, ...]:
    """Return an override, with the other half where it is one of a swap, locked; empty where there is none."""
    row = await session.get(OverrideRow, number)
    if row is None:
        return ()
    query = select(OverrideRow).where(col(OverrideRow.swap) == row.swap if row.swap else col(OverrideRow.id) == number)
    query = (
        query.order_by(col(OverrideRow.id)).with_for_update(key_share=True).execution_options(populate_existing=True)
    )
    return _nouns((await session.scalars(query)).all())


async def cancel(session: AsyncSession, numbers: Sequence[int], by: str, now: datetime) -> None:
    """Note that overrides were taken back; who has done so before stays noted."""
    query = select(OverrideRow).where(col(OverrideRow.id).in_(numbers), col(OverrideRow.cancelled_at).is_(None))
    for row in (await session.scalars(query)).all():
        row.cancelled_at, row.cancelled_by = now, by


def _nouns(rows: Sequence[OverrideRow]) -> tuple[Override, ...]:
    return tuple(
        Override(
            id=row.id or 0,
            schedule=row.schedule,
            kind=OverrideKind(row.kind),
            off=row.goes,
            on=tuple(row.comes),
            start=row.starts_at,
            end=row.ends_at,
            by=row.made_by,
            why=row.why,
            made_at=row.made_at,
            swap=row.swap,
            cancelled_at=row.cancelled_at,
            cancelled_by=row.cancelled_by,
        )
        for row in rows
    )
