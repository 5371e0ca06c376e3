"""Calls to the Service Desk number and their recordings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from deskbot.model.case import Severity
from deskbot.model.page import PageState
from deskbot.model.phone import SPOKEN, CallState, Ring
from deskbot.store.database import LOCK
from deskbot.store.in_any import in_any
from deskbot.store.pages import OPEN_FIRST
from deskbot.store.tables import CallRow, InboundRow, PageRow, RecordingRow, TicketRow
from deskbot.store.tables.tickets import IS_OPEN

GONE_AFTER = timedelta(seconds=60)
"""A caller who waits is heard of every few seconds; after such a silence they have hung up, and we were not told."""


async def of(session: AsyncSession, ring: Ring, contact_id: int | None, now: datetime) -> CallRow:
    """Return a call's row, locked; a call that is not known yet gets one."""
    row = {
        "sid": ring.sid,
        "caller": ring.caller,
        "called": ring.called,
        "contact_id": contact_id,
        "state": CallState.TALKING,
        "held": False,
        "joined_by": "",
        "started_at": now,
        "seen_at": now,
    }
    await session.execute(insert(CallRow).values(row).on_conflict_do_nothing())
    found = await lock_by_sid(session, ring.sid)
    assert found is not None  # noqa: S101  (it has just been written)
    return found


async def lock_by_sid(session: AsyncSession, sid: str) -> CallRow | None:
    """Return a call's row, locked, by the carrier's id."""
    query = select(CallRow).where(CallRow.sid == sid).with_for_update(key_share=True)
    return (await session.scalars(query.execution_options(populate_existing=True))).first()


async def lock(session: AsyncSession, call_id: int) -> CallRow | None:
    """Return a call's row, locked, by our own id."""
    return await session.get(CallRow, call_id, with_for_update=LOCK, populate_existing=True)


async def untold_withheld(session: AsyncSession, but: int, now: datetime) -> list[CallRow]:
    """Return the other calls without a number of which the desk is to be told by now, oldest first, locked.

    What somebody else works on is left out.
    """
    query = (
        select(CallRow)
        .where(col(CallRow.due_at) <= now, CallRow.id != but)
        .order_by(col(CallRow.started_at), col(CallRow.id))
        .limit(500)
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    found = (await session.scalars(query)).all()
    return [row for row in found if not Ring(row.sid, row.caller, row.called).number]


async def get(session: AsyncSession, sid: str) -> CallRow | None:
    """Return a call's row, not locked."""
    return (await session.scalars(select(CallRow).where(CallRow.sid == sid))).first()


async def offered_to(session: AsyncSession, reseller_id: int) -> int | None:
    """Return the ticket that a reseller's caller most likely means: the newest open one, an urgent one first."""
    urgent = col(TicketRow.severity).in_([severity for severity in Severity if severity.urgent])
    query = (
        select(TicketRow.number)
        .where(TicketRow.reseller_id == reseller_id, IS_OPEN)
        .order_by(urgent.desc(), col(TicketRow.created_at).desc(), col(TicketRow.number).desc())
        .limit(1)
    )
    return (await session.scalars(query)).first()


async def opened_by(session: AsyncSession, call_id: int) -> int | None:
    """Return the ticket that a call's recorded message became."""
    query = (
        select(InboundRow.ticket_number)
        .join(RecordingRow, (col(RecordingRow.sid) == InboundRow.external_id) & (InboundRow.channel == SPOKEN))
        .where(RecordingRow.call_id == call_id, col(InboundRow.ticket_number).is_not(None))
        .limit(1)
    )
    return (await session.scalars(query)).first()


async def ticket_of(session: AsyncSession, call: CallRow) -> int | None:
    """Return the ticket that a call is about: the one that was keyed in, or the one that its message became."""
    return call.ticket_number or await opened_by(session, call.id or 0)


async def page_of(session: AsyncSession, number: int) -> PageRow | None:
    """Return the page that rings for a ticket, or for the incident that it is a part of; else the one closed last."""
    parent = select(TicketRow.parent).where(TicketRow.number == number).scalar_subquery()
    query = (
        select(PageRow)
        .where(
            or_(col(PageRow.ticket_number) == number, col(PageRow.ticket_number) == parent),
            PageRow.state != PageState.FOLDED,
        )
        .order_by(*OPEN_FIRST)
        .limit(1)
    )
    return (await session.scalars(query)).first()


def _about(number: int):  # noqa: ANN202  (SQLAlchemy's types say nothing more)
    """Return a condition for the calls about a ticket, or about one that is a part of it, known or by recording."""
    numbers = select(TicketRow.number).where(or_(col(TicketRow.number) == number, col(TicketRow.parent) == number))
    by_message = (
        select(RecordingRow.call_id)
        .join(InboundRow, (col(RecordingRow.sid) == InboundRow.external_id) & (InboundRow.channel == SPOKEN))
        .where(col(InboundRow.ticket_number).in_(numbers))
    )
    by_number = select(CallRow.id).where(col(CallRow.ticket_number).in_(numbers))
    return in_any(col(CallRow.id), by_number, by_message)


async def waits_for(session: AsyncSession, number: int, now: datetime, *, lock: bool = False) -> CallRow | None:
    """Return the call that has waited longest for somebody to take a ticket, and still does."""
    query = _waiting(number, now).limit(1)
    return (await session.scalars(query.with_for_update(key_share=True) if lock else query)).first()


async def all_waiting(session: AsyncSession, number: int, now: datetime) -> Sequence[CallRow]:
    """Return every call that waits for somebody to take a ticket; first the one that has waited longest."""
    return (await session.scalars(_waiting(number, now))).all()


def _waiting(number: int, now: datetime) -> SelectOfScalar[CallRow]:
    return (
        select(CallRow)
        .where(_about(number), CallRow.state == CallState.WAITING, CallRow.seen_at > now - GONE_AFTER)
        .order_by(col(CallRow.waiting_since))
        .execution_options(populate_existing=True)
    )


async def last_about(session: AsyncSession, number: int, since: datetime) -> CallRow | None:
    """Return the last call about a ticket since a moment, locked."""
    query = select(CallRow).where(_about(number), CallRow.started_at >= since).order_by(col(CallRow.id).desc()).limit(1)
    query = query.with_for_update(key_share=True)
    return (await session.scalars(query.execution_options(populate_existing=True))).first()


async def add_recording(session: AsyncSession, sid: str, call_id: int, now: datetime) -> int | None:
    """Note a recording; return its id, or None when it is known already."""
    row = {
        "sid": sid,
        "call_id": call_id,
        "kept": False,
        "words": "",
        "words_taken": False,
        "due_at": now,
        "attempts": 0,
        "detail": "",
        "created_at": now,
    }
    return await session.scalar(
        insert(RecordingRow).values(row).on_conflict_do_nothing().returning(col(RecordingRow.id))
    )


async def has_recording(session: AsyncSession, call_id: int) -> bool:
    """Return whether a call has left a recorded message."""
    return await session.scalar(select(RecordingRow.id).where(RecordingRow.call_id == call_id).limit(1)) is not None


async def knows_recording(session: AsyncSession, sid: str) -> bool:
    """Return whether a recording is known, by the carrier's id."""
    return await session.scalar(select(RecordingRow.id).where(RecordingRow.sid == sid)) is not None


async def lock_recording(session: AsyncSession, recording_id: int) -> RecordingRow | None:
    """Return a recording's row, locked until the transaction ends."""
    return await session.get(RecordingRow, recording_id, with_for_update=LOCK, populate_existing=True)


async def understood(session: AsyncSession, sid: str, words: str, now: datetime) -> int | None:
    """Note what the carrier has understood of a recording, once; return the recording's id."""
    changed = await session.scalars(
        update(RecordingRow)
        .where(col(RecordingRow.sid) == sid, col(RecordingRow.words) == "")
        .values(words=words, due_at=now, attempts=0)
        .returning(col(RecordingRow.id))
    )
    return changed.first()


async def message_of(session: AsyncSession, sid: str) -> InboundRow | None:
    """Return the message that a recording is."""
    query = select(InboundRow).where(InboundRow.channel == SPOKEN, InboundRow.external_id == sid)
    return (await session.scalars(query.execution_options(populate_existing=True))).first()
