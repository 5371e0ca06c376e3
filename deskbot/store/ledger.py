"""A ticket's pages with everything that was done for them, as a ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.ticket import Entry
from deskbot.store import dispatches, pages, tickets
from deskbot.store.tables import DispatchRow, NotificationRow, PageRow, TimelineRow


async def of_ticket(session: AsyncSession, number: int) -> list[dict[str, Any]]:
    """Return the pages of a ticket, oldest first, each with its notifications and their dispatches."""
    query = select(PageRow).where(PageRow.ticket_number == number).order_by(col(PageRow.id))
    return [await _page(session, row) for row in (await session.scalars(query)).all()]


async def _page(session: AsyncSession, row: PageRow) -> dict[str, Any]:
    asked = await pages.notifications(session, row.id or 0)
    return {
        "page": row.id,
        "code": row.code,
        "policy": row.policy,
        "state": row.state,
        "verified": row.verified,
        "created_at": row.created_at.isoformat(),
        "due_at": row.due_at.isoformat() if row.due_at else None,
        "closed_at": row.closed_at.isoformat() if row.closed_at else None,
        "acknowledged": list(row.acknowledged),
        "acknowledged_at": row.acknowledged_at.isoformat() if row.acknowledged_at else None,
        "folded_into": row.folded_into,
        "notifications": [await _notification(session, one) for one in asked],
    }


async def _notification(session: AsyncSession, row: NotificationRow) -> dict[str, Any]:
    return {
        "step": row.step,
        "level": row.level + 1,
        "responder": row.responder,
        "medium": row.medium,
        "address": row.address,
        "state": row.state,
        "detail": row.detail,
        "created_at": row.created_at.isoformat(),
        "due_at": row.due_at.isoformat() if row.due_at else None,
        "dispatches": [_dispatch(one) for one in await _of(session, row)],
    }


async def _of(session: AsyncSession, row: NotificationRow) -> Sequence[DispatchRow]:
    """Return the dispatches that carried a notification: those of the one with which it went as one, where it did."""
    own = await dispatches.of(session, row.id or 0)
    if own or row.bundle_id is None:
        return own
    query = select(NotificationRow.id).where(NotificationRow.bundle_id == row.bundle_id)
    together = (await session.scalars(query)).all()
    return [one for number in together for one in await dispatches.of(session, number or 0)]


def _dispatch(row: DispatchRow) -> dict[str, Any]:
    return {
        "carrier": row.carrier,
        "provider_id": row.provider_id,
        "state": row.state,
        "code": row.code,
        "detail": row.detail,
        "segments": row.segments,
        "begun_at": row.begun_at.isoformat(),
        "updated_at": row.updated_at.isoformat(),
    }


async def story(session: AsyncSession, number: int) -> list[dict[str, Any]]:
    """Return what the timeline says of a ticket's paging, oldest first: also why nobody was paged."""
    return [
        {"at": row.at.isoformat(), "author": row.author, "text": text}
        for row in await tickets.timeline(session, number)
        if (text := _told(row, row.data))
    ]


def _told(row: TimelineRow, data: Mapping[str, Any]) -> str:
    """Return what a timeline entry says of paging, empty where it says nothing."""
    if row.kind == Entry.PAGE:
        return row.text
    return str(data.get("paging") or "") if row.kind == Entry.DECISION else ""
