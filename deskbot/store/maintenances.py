"""Maintenance: times in which nobody is paged for what can wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.case import Severity
from deskbot.model.maintenance import Maintenance
from deskbot.model.page import PageState
from deskbot.store.named_locks import lock_name
from deskbot.store.tables import MaintenanceRow, PageRow, TicketRow


async def add(session: AsyncSession, wanted: Maintenance) -> int:
    """Keep one; return its number."""
    row = MaintenanceRow(
        starts_at=wanted.start,
        ends_at=wanted.end,
        everything=wanted.everything,
        made_by=wanted.by,
        why=wanted.why,
    )
    session.add(row)
    await session.flush()
    return row.id or 0


async def holding(session: AsyncSession, now: datetime) -> tuple[Maintenance, ...]:
    """Return what holds now, the one that ends last in front."""
    query = select(MaintenanceRow).where(_holds(now))
    rows = (await session.scalars(query.order_by(col(MaintenanceRow.ends_at).desc()))).all()
    return tuple(_noun(row) for row in rows)


async def lock(session: AsyncSession) -> None:
    """Let nobody else begin or end maintenance until the transaction ends."""
    await lock_name(session, "maintenance")


async def coming(session: AsyncSession, now: datetime) -> tuple[Maintenance, ...]:
    """Return what has not ended, be it that another machine's clock has let it begin in a moment."""
    query = select(MaintenanceRow).where(col(MaintenanceRow.ends_at) > now, col(MaintenanceRow.ended_at).is_(None))
    return tuple(_noun(row) for row in await session.scalars(query))


async def end(session: AsyncSession, by: str, now: datetime) -> tuple[Maintenance, ...]:
    """End what holds now before its time; return it."""
    found = await holding(session, now)
    query = select(MaintenanceRow).where(col(MaintenanceRow.id).in_([one.number for one in found]))
    for row in (await session.scalars(query.with_for_update(key_share=True))).all():
        row.ended_at, row.ended_by = now, by
    return found


async def held(session: AsyncSession) -> Sequence[int]:
    """Return the ids of open pages that maintenance holds."""
    query = select(PageRow.id).where(
        col(PageRow.held_due_at).is_not(None), col(PageRow.state).in_((PageState.OPEN, PageState.ACKNOWLEDGED))
    )
    return [row_id for row_id in (await session.scalars(query.order_by(col(PageRow.id)))).all() if row_id is not None]


def released(now: datetime) -> ColumnElement[bool]:
    """Return what is true of a page, joined to its ticket, that waits for maintenance though none holds it any more."""
    holds = exists().where(_holds(now), or_(col(MaintenanceRow.everything), col(TicketRow.severity) != Severity.S1))
    return and_(col(PageRow.held_due_at).is_not(None), col(PageRow.due_at).is_not(None), ~holds)


def _holds(now: datetime) -> ColumnElement[bool]:
    return and_(
        col(MaintenanceRow.starts_at) <= now, col(MaintenanceRow.ends_at) > now, col(MaintenanceRow.ended_at).is_(None)
    )


def _noun(row: MaintenanceRow) -> Maintenance:
    return Maintenance(
        number=row.id or 0,
        start=row.starts_at,
        end=row.ends_at,
        everything=row.everything,
        by=row.made_by,
        why=row.why,
    )
