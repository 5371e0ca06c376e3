"""Messages as they came, and all files, of tickets that were closed long ago: what they are, and that they go.

The messages themselves, the timelines and the files' names stay, and with them lists, search and matching.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from deskbot.model.ticket import State
from deskbot.store import blobs
from deskbot.store.database import LOCK
from deskbot.store.tables import (
    KEPT_NO_LONGER,
    NO_LONGER,
    AttachmentRow,
    AwaitedFileRow,
    BlobRow,
    InboundRow,
    TicketRow,
    TimelineRow,
)


@dataclass(frozen=True, slots=True)
class Old:
    """Bytes that are kept no longer."""

    ticket: int
    name: str
    """Of the file that they are."""
    sha256: str


async def of_messages(session: AsyncSession, before: datetime, most: int) -> dict[int, list[Old]]:
    """Return what is kept of messages to tickets that were closed before a moment, by the message; the oldest first.

    Messages are locked until the transaction ends; what another has locked is left to them.
    """
    closed = (col(TicketRow.state) == State.CLOSED, col(TicketRow.closed_at) < before)
    told_of = exists(  # where it was merged or split off it is told of on another ticket
        select(1)
        .select_from(TimelineRow)
        .join(TicketRow, col(TicketRow.number) == col(TimelineRow.ticket_number))
        .where(
            col(TimelineRow.inbound_id) == col(InboundRow.id),
            or_(col(TicketRow.state) != State.CLOSED, col(TicketRow.closed_at) >= before),
        )
    )
    query = (
        select(InboundRow)
        .where(
            col(InboundRow.raw_sha256) != KEPT_NO_LONGER,
            col(InboundRow.accepted_at) < before,
            col(InboundRow.due_at).is_(None),
            col(InboundRow.ticket_number).in_(select(col(TicketRow.number)).where(*closed)),
            ~told_of,
        )
        .order_by(col(InboundRow.accepted_at))
        .limit(most)
        .with_for_update(skip_locked=True, of=InboundRow, **LOCK)
    )
    found: dict[int, list[Old]] = {}
    for row in (await session.scalars(query)).all():
        ending = "eml" if row.channel == "email" else "json"
        found[row.id or 0] = [Old(row.ticket_number or 0, f"message-{row.id}.{ending}", row.raw_sha256)]
    files = select(AttachmentRow).where(col(AttachmentRow.inbound_id).in_(found)).order_by(col(AttachmentRow.id))
    for file in (await session.scalars(files)).all():
        one = found[file.inbound_id or 0]
        one.append(Old(one[0].ticket, f"{file.id}-{file.filename}", file.sha256))
    return found


async def of_the_desk(session: AsyncSession, before: datetime, most: int) -> dict[int, Old]:
    """Return files that the desk has put to what it wrote on tickets that were closed before a moment, by their id."""
    query = (
        select(AttachmentRow, col(TimelineRow.ticket_number))
        .join(TimelineRow, col(TimelineRow.id) == col(AttachmentRow.entry_id))
        .join(TicketRow, col(TicketRow.number) == col(TimelineRow.ticket_number))
        .where(
            col(AttachmentRow.sha256) != KEPT_NO_LONGER,
            col(TicketRow.state) == State.CLOSED,
            col(TicketRow.closed_at) < before,
        )
        .order_by(col(AttachmentRow.id))
        .limit(most)
        .with_for_update(skip_locked=True, of=AttachmentRow, **LOCK)
    )
    found: dict[int, Old] = {}
    for row, number in (await session.execute(query)).all():
        found[row.id or 0] = Old(number, f"{row.id}-{row.filename}", row.sha256)
    return found


async def forget(
    session: AsyncSession, messages: Sequence[int], files: Sequence[int], names: Sequence[str], now: datetime
) -> None:
    """Forget the originals and files of messages, and files of the desk; what they were called stays known."""
    await blobs.PostgresBlobs().put(session, NO_LONGER, now)
    raw = update(InboundRow).where(col(InboundRow.id).in_(messages)).values(raw_sha256=KEPT_NO_LONGER)
    await session.execute(raw)
    which = or_(col(AttachmentRow.inbound_id).in_(messages), col(AttachmentRow.id).in_(files))
    await session.execute(update(AttachmentRow).where(which).values(sha256=KEPT_NO_LONGER))
    await blobs.forget(session, set(names) - {KEPT_NO_LONGER})


async def sizes(session: AsyncSession, names: Sequence[str]) -> dict[str, int]:
    """Return how large bytes are, by their names."""
    query = select(col(BlobRow.sha256), col(BlobRow.size)).where(col(BlobRow.sha256).in_(names))
    return {one[0]: one[1] for one in (await session.execute(query)).all()}


async def forget_filed(session: AsyncSession, before: datetime, most: int) -> int:
    """Forget what was filed before a moment and became part of nothing; return how many messages, `most` at most."""
    query = (
        select(col(InboundRow.id), col(InboundRow.raw_sha256))
        .where(
            col(InboundRow.state) == "filed",
            col(InboundRow.accepted_at) < before,
            col(InboundRow.due_at).is_(None),
            col(InboundRow.ticket_number).is_(None),
            ~exists(select(1).where(col(TimelineRow.inbound_id) == col(InboundRow.id))),
        )
        .order_by(col(InboundRow.id))
        .limit(most)
        .with_for_update(skip_locked=True, of=InboundRow)
    )
    rows = (await session.execute(query)).all()
    gone, names = [one[0] for one in rows], [one[1] for one in rows]
    files = select(col(AttachmentRow.sha256)).where(col(AttachmentRow.inbound_id).in_(gone))
    names += (await session.scalars(files)).all()
    for row in (AttachmentRow, AwaitedFileRow):
        await session.execute(delete(row).where(col(row.inbound_id).in_(gone)))
    await session.execute(delete(InboundRow).where(col(InboundRow.id).in_(gone)))
    await blobs.forget(session, set(names) - {KEPT_NO_LONGER})
    return len(gone)
