"""Messages as they came, and all files, of tickets that were closed long ago: what they are, and that they go.

The messages themselves, the timelines and the files' names stay, and with them lists, search and matching.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from deskbot.model.message import MAIL, InboundState
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

    row: type[InboundRow | AttachmentRow]
    """What has them: a message as it came, or a file."""
    id: int
    ticket: int
    name: str
    """Of the file that they are."""
    sha256: str


def ending_of(channel: str) -> str:
    """Return how the file's name ends that a channel's message is as it came."""
    return "eml" if channel == MAIL else "json"


async def of_messages(session: AsyncSession, before: datetime, most: int) -> list[list[Old]]:
    """Return messages to tickets that were closed before a moment, each with its files; the oldest first.

    Messages are locked until the transaction ends; what another has locked is left to them.
    """
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
            # These two as the index has them that finds what is still there.
            col(InboundRow.raw_sha256) != literal(KEPT_NO_LONGER, literal_execute=True),
            col(InboundRow.ticket_number).is_not(None),
            col(InboundRow.accepted_at) < before,
            col(InboundRow.due_at).is_(None),
            col(InboundRow.ticket_number).in_(select(col(TicketRow.number)).where(*_closed(before))),
            ~told_of,
        )
        .order_by(col(InboundRow.accepted_at))
        .limit(most)
        .with_for_update(skip_locked=True, of=InboundRow, **LOCK)
    )
    found: dict[int, list[Old]] = {}
    for row in (await session.scalars(query)).all():
        name = f"message-{row.id}.{ending_of(row.channel)}"
        one = Old(InboundRow, row.id or 0, row.ticket_number or 0, name, row.raw_sha256)
        found[one.id] = [one]
    files = select(AttachmentRow).where(
        col(AttachmentRow.inbound_id).in_(found), col(AttachmentRow.sha256) != KEPT_NO_LONGER
    )
    for file in (await session.scalars(files.order_by(col(AttachmentRow.id)))).all():
        several = found[file.inbound_id or 0]
        several.append(_file(file, several[0].ticket))
    return list(found.values())


async def of_the_desk(session: AsyncSession, before: datetime, most: int) -> list[list[Old]]:
    """Return files that the desk has put to what it wrote on tickets that were closed before a moment, each by itself.

    They are locked as messages are.
    """
    query = (
        select(AttachmentRow, col(TimelineRow.ticket_number))
        .join(TimelineRow, col(TimelineRow.id) == col(AttachmentRow.entry_id))
        .join(TicketRow, col(TicketRow.number) == col(TimelineRow.ticket_number))
        .where(col(AttachmentRow.sha256) != KEPT_NO_LONGER, *_closed(before))
        .order_by(col(AttachmentRow.id))
        .limit(most)
        .with_for_update(skip_locked=True, of=AttachmentRow, **LOCK)
    )
    return [[_file(row, number)] for row, number in (await session.execute(query)).all()]


def _closed(before: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(TicketRow.state) == State.CLOSED, col(TicketRow.closed_at) < before


def _file(row: AttachmentRow, ticket: int) -> Old:
    return Old(AttachmentRow, row.id or 0, ticket, f"{row.id}-{row.filename}", row.sha256)


async def forget(session: AsyncSession, old: Collection[Old], now: datetime) -> None:
    """Forget originals and files; what they were called stays known."""
    await blobs.PostgresBlobs().put(session, NO_LONGER, now)
    messages = [one.id for one in old if one.row is InboundRow]
    raw = update(InboundRow).where(col(InboundRow.id).in_(messages))
    await session.execute(raw.values(raw_sha256=KEPT_NO_LONGER))
    files = [one.id for one in old if one.row is AttachmentRow]
    await session.execute(update(AttachmentRow).where(col(AttachmentRow.id).in_(files)).values(sha256=KEPT_NO_LONGER))
    await blobs.forget(session, [one.sha256 for one in old])


async def sizes(session: AsyncSession, names: Sequence[str]) -> dict[str, int]:
    """Return how large bytes are, by their names."""
    query = select(col(BlobRow.sha256), col(BlobRow.size)).where(col(BlobRow.sha256).in_(names))
    return {one[0]: one[1] for one in (await session.execute(query)).all()}


async def forget_filed(session: AsyncSession, before: datetime, most: int) -> int:
    """Forget what was filed before a moment and became part of nothing; return how many messages, `most` at most."""
    query = (
        select(col(InboundRow.id), col(InboundRow.raw_sha256))
        .where(
            col(InboundRow.state) == InboundState.FILED,
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
    await blobs.forget(session, names)
    return len(gone)
