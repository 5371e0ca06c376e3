"""What was said on a ticket, as a person reads it: a part of its timeline, with the messages, files and letters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import cast, func, or_
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.message import MAIL
from deskbot.model.ticket import WRITTEN, Entry
from deskbot.store.tables import AttachmentRow, AwaitedFileRow, InboundRow, OutboxRow, TimelineRow

LONGEST_READ = 6000
"""Characters of a letter of ours, or of a first message, that are read for a page."""
MOST_LETTERS = 200
"""Letters of ours that are read at once: the newest of a time."""


@dataclass(frozen=True, slots=True)
class Received:
    """A message that came in, without its bytes."""

    id: int
    channel: str
    external_id: str
    subject: str
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """A letter of ours on its way to one address, without its files."""

    id: int
    key: str
    channel: str
    to: str
    subject: str
    text: str
    state: str
    attempts: int
    at: datetime
    sent_at: datetime | None
    detail: str


@dataclass(frozen=True, slots=True)
class First:
    """The message with which a ticket began."""

    author: str
    text: str
    """So much of it as is read to find out what it is about."""


async def first(session: AsyncSession, number: int) -> First | None:
    """Return a ticket's first message; None where it has none."""
    query = (
        select(TimelineRow.author, func.left(TimelineRow.text, LONGEST_READ))
        .where(TimelineRow.ticket_number == number, TimelineRow.kind == Entry.MESSAGE)
        .order_by(col(TimelineRow.id))
        .limit(1)
    )
    found = (await session.execute(query)).first()
    return First(*found) if found else None


async def decisions(session: AsyncSession, number: int, *, limit: int) -> Sequence[TimelineRow]:
    """Return what triage decided on a ticket's newest messages, the newest first."""
    query = (
        select(TimelineRow)
        .where(TimelineRow.ticket_number == number, TimelineRow.kind == Entry.DECISION)
        .order_by(col(TimelineRow.id).desc())
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def entries(
    session: AsyncSession, number: int, *, before: int | None = None, limit: int = 60
) -> Sequence[TimelineRow]:
    """Return the newest entries of a ticket's timeline, the oldest of them first.

    Args:
        session: reads within its transaction.
        number: the ticket's.
        before: only entries older than that one.
        limit: so many at most.
    """
    query = select(TimelineRow).where(TimelineRow.ticket_number == number)
    if before is not None:
        query = query.where(col(TimelineRow.id) < before)
    query = query.order_by(col(TimelineRow.id).desc()).limit(limit)
    return list(reversed((await session.scalars(query)).all()))


async def entry(session: AsyncSession, number: int, entry_id: int) -> TimelineRow | None:
    """Return one entry of a ticket; None where it is none of its own."""
    row = await session.get(TimelineRow, entry_id)
    return row if row is not None and row.ticket_number == number else None


async def last(session: AsyncSession, number: int) -> int:
    """Return the id of a ticket's newest entry; 0 where it has none."""
    return await session.scalar(select(func.max(TimelineRow.id)).where(TimelineRow.ticket_number == number)) or 0


async def last_writer(session: AsyncSession, number: int) -> str:
    """Return the address from which the newest message on a ticket came; empty where none has one."""
    query = (
        select(InboundRow.sender)
        .join(TimelineRow, col(TimelineRow.inbound_id) == col(InboundRow.id))
        .where(TimelineRow.ticket_number == number, TimelineRow.kind == Entry.MESSAGE)
        .order_by(col(TimelineRow.id).desc())
        .limit(1)
    )
    return await session.scalar(query) or ""


async def said_since(session: AsyncSession, number: int, entry_id: int, *, but: str) -> Sequence[TimelineRow]:
    """Return what people, other than one, have done on a ticket after an entry that an answer may not pass over.

    They have written, or have merged another ticket into it, whose people read here since. The oldest first.
    """
    query = (
        select(TimelineRow)
        .where(
            TimelineRow.ticket_number == number,
            col(TimelineRow.id) > entry_id,
            or_(col(TimelineRow.kind).in_(WRITTEN), col(TimelineRow.data).op("?")("merged")),
            col(TimelineRow.author).not_in((but, "deskbot")),
        )
        .order_by(col(TimelineRow.id))
        .limit(20)
    )
    return (await session.scalars(query)).all()


async def decided_on(session: AsyncSession, number: int, inbound_id: int) -> Sequence[Mapping[str, Any]]:
    """Return what a ticket's timeline keeps of what triage decided on one message."""
    query = select(TimelineRow.data).where(
        TimelineRow.ticket_number == number,
        TimelineRow.kind == Entry.DECISION,
        TimelineRow.inbound_id == inbound_id,
    )
    return (await session.scalars(query)).all()


async def message(session: AsyncSession, number: int, place: int) -> TimelineRow | None:
    """Return one of a ticket's messages by its place; 1 is the first. None where there are fewer."""
    query = (
        select(TimelineRow)
        .where(TimelineRow.ticket_number == number, TimelineRow.kind == Entry.MESSAGE)
        .order_by(col(TimelineRow.id))
        .offset(place - 1)
        .limit(1)
    )
    return (await session.scalars(query)).first()


async def messages(session: AsyncSession, number: int) -> int:
    """Return how many messages a ticket has."""
    query = select(func.count()).where(TimelineRow.ticket_number == number, TimelineRow.kind == Entry.MESSAGE)
    return await session.scalar(query) or 0


async def messages_before(session: AsyncSession, number: int, entry_id: int) -> int:
    """Return how many messages a ticket has before an entry."""
    query = select(func.count()).where(
        TimelineRow.ticket_number == number, TimelineRow.kind == Entry.MESSAGE, col(TimelineRow.id) < entry_id
    )
    return await session.scalar(query) or 0


async def received(session: AsyncSession, ids: Collection[int]) -> dict[int, Received]:
    """Return messages by id."""
    columns: Any = (
        InboundRow.id,
        InboundRow.channel,
        InboundRow.external_id,
        InboundRow.subject,
        InboundRow.accepted_at,
    )
    found = (await session.execute(select(*columns).where(col(InboundRow.id).in_(ids)))).all()
    return {row[0]: Received(*row) for row in found}


async def changed(session: AsyncSession, number: int) -> Sequence[tuple[int, str, str]]:
    """Return a ticket's messages whose wire may have changed them since: id, channel and the wire's own id."""
    query = select(InboundRow.id, InboundRow.channel, InboundRow.external_id).where(
        InboundRow.ticket_number == number, col(InboundRow.channel) != MAIL
    )
    return [(row[0] or 0, row[1], row[2]) for row in (await session.execute(query)).all()]


async def awaited(session: AsyncSession, ids: Collection[int]) -> Sequence[AwaitedFileRow]:
    """Return the files of messages that are fetched still, or could not be."""
    query = select(AwaitedFileRow).where(col(AwaitedFileRow.inbound_id).in_(ids), col(AwaitedFileRow.detail) != "")
    return (await session.scalars(query.order_by(col(AwaitedFileRow.id)))).all()


async def file(session: AsyncSession, number: int, file_id: int) -> AttachmentRow | None:
    """Return a file of a ticket; None where it is none of its own."""
    query = (
        select(AttachmentRow)
        .outerjoin(InboundRow, col(InboundRow.id) == col(AttachmentRow.inbound_id))
        .outerjoin(TimelineRow, col(TimelineRow.id) == col(AttachmentRow.entry_id))
        .where(
            AttachmentRow.id == file_id,
            or_(col(InboundRow.ticket_number) == number, col(TimelineRow.ticket_number) == number),
        )
    )
    return (await session.scalars(query)).first()


async def letters(
    session: AsyncSession, number: int, *, since: datetime | None, until: datetime | None
) -> Sequence[Written]:
    """Return what was written to a ticket's people within a time, the oldest first; the newest of it where it is much.

    Args:
        session: reads within its transaction.
        number: the ticket's.
        since: from this moment on; None for from the beginning.
        until: before this moment; None for up to now.
    """
    payload = cast(OutboxRow.payload, JSONB)
    columns: Any = (
        OutboxRow.id,
        OutboxRow.key,
        OutboxRow.channel,
        OutboxRow.to_address,
        payload["subject"].as_string(),
        func.left(payload["text"].as_string(), LONGEST_READ),
        OutboxRow.state,
        OutboxRow.attempts,
        OutboxRow.created_at,
        OutboxRow.sent_at,
        OutboxRow.detail,
    )
    query = (
        select(*columns)
        .where(OutboxRow.ticket_number == number, payload["internal"].as_boolean().is_(False))
        .order_by(col(OutboxRow.id).desc())
        .limit(MOST_LETTERS)
    )
    if since is not None:
        query = query.where(col(OutboxRow.created_at) >= since)
    if until is not None:
        query = query.where(col(OutboxRow.created_at) < until)
    return [Written(*row) for row in reversed((await session.execute(query)).all())]
