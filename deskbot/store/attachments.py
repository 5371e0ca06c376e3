"""Files of messages, and of what the desk has written."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.message import Attachment
from deskbot.store.tables import AttachmentRow, TimelineRow


async def keep_of_message(session: AsyncSession, inbound_id: int, files: Sequence[Attachment]) -> None:
    """Note the files of a message, whose bytes are in the blob store already."""
    session.add_all(_row(file, inbound_id=inbound_id) for file in files)


async def keep_of_entry(session: AsyncSession, entry: TimelineRow, files: Sequence[Attachment]) -> None:
    """Note the files of what the desk has written, whose bytes are in the blob store already."""
    if files:
        await session.flush()  # by which the entry gets its id
        session.add_all(_row(file, entry_id=entry.id) for file in files)


async def of_entries(session: AsyncSession, entries: Collection[TimelineRow]) -> dict[int, list[AttachmentRow]]:
    """Return the files of entries in their order, by the entry: its own, and those of the message that it tells of."""
    messages = {one.inbound_id for one in entries if one.inbound_id is not None}
    own = {one.id for one in entries}
    if not own:
        return {}
    query = select(AttachmentRow).where(
        or_(col(AttachmentRow.inbound_id).in_(messages), col(AttachmentRow.entry_id).in_(own))
    )
    rows = (await session.scalars(query.order_by(col(AttachmentRow.id)))).all()
    return {one.id or 0: [row for row in rows if _is_of(row, one)] for one in entries}


def _is_of(row: AttachmentRow, entry: TimelineRow) -> bool:
    return row.entry_id == entry.id if row.entry_id is not None else row.inbound_id == entry.inbound_id


def _row(file: Attachment, *, inbound_id: int | None = None, entry_id: int | None = None) -> AttachmentRow:
    return AttachmentRow(
        inbound_id=inbound_id,
        entry_id=entry_id,
        filename=file.filename,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        inline=file.inline,
    )
