"""Files of messages that did not come with them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from deskbot.model.message import Attachment
from deskbot.store.database import LOCK
from deskbot.store.tables import AwaitedFileRow


async def add(session: AsyncSession, inbound_id: int, file: Attachment, now: datetime) -> int:
    """Note a file that is to be fetched; return its id."""
    row = AwaitedFileRow(
        inbound_id=inbound_id,
        source=file.source,
        filename=file.filename,
        content_type=file.content_type,
        due_at=now,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    return row.id or 0


async def lock(session: AsyncSession, file_id: int) -> AwaitedFileRow | None:
    """Return a file's row, locked until the transaction ends."""
    return await session.get(AwaitedFileRow, file_id, with_for_update=LOCK, populate_existing=True)
