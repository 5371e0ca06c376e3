"""Bytes by content: raw mail and attachments."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from deskbot.errors import NotFoundError
from deskbot.store.tables import BlobRow
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
