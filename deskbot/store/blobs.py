"""Bytes by content: raw mail and attachments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Select, Table, delete, func, or_, select, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from deskbot.errors import NotFoundError
from deskbot.store.tables import AttachmentRow, BlobRow, DraftRow, HeldAnswerRow, InboundRow, OutboxRow
from deskbot.store.tables.columns import table_of

_KEPT = insert(table_of(BlobRow)).on_conflict_do_nothing()
"""Made once, as the doors do it for each message."""


class BlobStore(Protocol):
    """Keeps bytes under their SHA-256."""

    async def put(self, session: AsyncSession, content: bytes, now: datetime) -> str:
        """Keep the bytes with the session's transaction; return their SHA-256 in hex."""
        ...

    async def get(self, session: AsyncSession, sha256: str) -> bytes:
        """Return the bytes.

        Raises:
            NotFoundError: there are none under that name.
        """
        ...


class PostgresBlobs:
    """Blobs in the database: committed with the ticket, backed up with it."""

    async def put(self, session: AsyncSession, content: bytes, now: datetime) -> str:
        """See `BlobStore`."""
        sha256 = hashlib.sha256(content).hexdigest()
        row = {"sha256": sha256, "size": len(content), "content": content, "created_at": now}
        await session.execute(_KEPT, row)
        return sha256

    async def get(self, session: AsyncSession, sha256: str) -> bytes:
        """See `BlobStore`."""
        content = await session.scalar(select(BlobRow.content).where(BlobRow.sha256 == sha256))  # pyright: ignore[reportArgumentType, reportCallIssue]
        if content is None:
            raise NotFoundError(f"no bytes are stored under {sha256}")
        return content


async def forget(session: AsyncSession, names: Iterable[str]) -> int:
    """Forget bytes that nobody has any more; return of how many names they were.

    A message has them as it came, an attachment, a draft, an answer that waits, and a letter on its way.
    """
    letters = _named(table_of(OutboxRow), table_of(OutboxRow).c.payload["files"])
    has_it = or_(
        select(col(InboundRow.id)).where(col(InboundRow.raw_sha256) == col(BlobRow.sha256)).exists(),
        select(col(AttachmentRow.id)).where(col(AttachmentRow.sha256) == col(BlobRow.sha256)).exists(),
        *(col(BlobRow.sha256).in_(named_by(row)) for row in (DraftRow, HeldAnswerRow)),
        col(BlobRow.sha256).in_(letters.where(col(OutboxRow.due_at).is_not(None))),
    )
    gone = await session.execute(delete(BlobRow).where(col(BlobRow.sha256).in_(set(names)), ~has_it))
    return gone.rowcount  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]


def named_by(row: type[DraftRow | HeldAnswerRow]) -> Select[tuple[str]]:
    """Return a query for the names of the bytes that drafts have, or answers that wait."""
    return _named(table_of(row), table_of(row).c.files)


def _named(table: Table, files: Any) -> Select[tuple[str]]:
    one = func.jsonb_array_elements(files).table_valued("value")
    # A name that is none would make it unknown whether any other is among them.
    name = func.coalesce(one.c.value.op("->>")("sha256"), "")
    return select(name).select_from(table.join(one, true()))
