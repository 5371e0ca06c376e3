"""Bytes by content: raw mail and attachments.

Messages and attachments point to them by a foreign key; drafts, answers that wait and letters name them in a document,
for which no database cares. So whoever is about to name bytes locks them (`put`, `lock`), and whoever forgets bytes
leaves alone what is locked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Select, Table, and_, bindparam, delete, func, select, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from deskbot.errors import NotFoundError
from deskbot.store.among import among
from deskbot.store.channel_state import remember, remembered
from deskbot.store.tables import KEPT_NO_LONGER, AttachmentRow, BlobRow, DraftRow, HeldAnswerRow, InboundRow, OutboxRow
from deskbot.store.tables.columns import table_of

_KEPT = insert(table_of(BlobRow)).on_conflict_do_nothing().returning(col(BlobRow.sha256))
"""Made once, as the doors do it for each message."""
_CONTENT = select(col(BlobRow.content)).where(col(BlobRow.sha256) == bindparam("sha256"))
"""Made once, as triage asks for each message's."""
_SWEPT = "bytes-swept"
"""Up to which name the bytes were gone through."""


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
        # They may be there already, and be forgotten by the time that they are locked: then they are kept anew.
        while await session.scalar(_KEPT, row) is None and not await lock(session, [sha256]):
            pass
        return sha256

    async def get(self, session: AsyncSession, sha256: str) -> bytes:
        """See `BlobStore`."""
        if sha256 == KEPT_NO_LONGER:
            raise NotFoundError("this is kept no longer: its ticket was closed long ago (desk.yaml: retention)")
        content = await session.scalar(_CONTENT, {"sha256": sha256})
        if content is None:
            raise NotFoundError(f"no bytes are stored under {sha256}")
        return content


async def lock(session: AsyncSession, names: Iterable[str]) -> set[str]:
    """Let nobody forget bytes until the transaction ends; return which of them are there.

    It is as weak as a foreign key's lock: who names the same bytes waits for nobody but who forgets them just now.
    """
    query = select(col(BlobRow.sha256)).where(among(col(BlobRow.sha256), set(names))).order_by(col(BlobRow.sha256))
    return set((await session.scalars(query.with_for_update(read=True, key_share=True))).all())


async def forget(session: AsyncSession, names: Iterable[str]) -> int:
    """Forget bytes that nobody has any more; return of how many names they were.

    A message has them as it came, an attachment, a draft, an answer that waits, and a letter on its way. What somebody
    has locked stays: it is about to be named.
    """
    wanted = set(names) - {KEPT_NO_LONGER}
    letters = _named(table_of(OutboxRow), table_of(OutboxRow).c.payload["files"])
    # Messages and files are asked for by these very names. Asked of each name whether somebody has it, an old house
    # reads all its messages for each: most of them have the same bytes, which are kept no longer.
    messages = select(col(InboundRow.raw_sha256)).where(among(col(InboundRow.raw_sha256), wanted))
    files = select(col(AttachmentRow.sha256)).where(among(col(AttachmentRow.sha256), wanted))
    used = (
        messages,
        files,
        *(named_by(row) for row in (DraftRow, HeldAnswerRow)),
        letters.where(col(OutboxRow.due_at).is_not(None)),
    )
    nobodys = and_(*(col(BlobRow.sha256).not_in(some) for some in used))
    loose = select(col(BlobRow.sha256)).where(among(col(BlobRow.sha256), wanted), nobodys)
    found = (await session.scalars(loose.with_for_update(skip_locked=True, of=BlobRow))).all()
    # Asked once more: by a statement that begins when they are locked, and so sees whoever was quicker.
    gone = await session.execute(delete(BlobRow).where(among(col(BlobRow.sha256), found), nobodys))
    return gone.rowcount  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]


async def sweep(session: AsyncSession, most: int) -> tuple[int, bool]:
    """Forget what nobody has among the bytes whose names come next, and note how far it has come.

    Whoever lets go of bytes as a draft is dropped, or another part of a message comes, leaves them to this.

    Args:
        session: the transaction.
        most: so many names are gone through.

    Returns:
        How many were forgotten, and whether that were the last names: then it begins anew.
    """
    after = await remembered(session, "retention", _SWEPT) or ""
    query = select(col(BlobRow.sha256)).where(col(BlobRow.sha256) > after).order_by(col(BlobRow.sha256)).limit(most)
    names = (await session.scalars(query)).all()
    gone = await forget(session, names)
    over = len(names) < most
    await remember(session, "retention", _SWEPT, "" if over else names[-1])
    return gone, over


def named_by(row: type[DraftRow | HeldAnswerRow]) -> Select[tuple[str]]:
    """Return a query for the names of the bytes that drafts have, or answers that wait."""
    return _named(table_of(row), table_of(row).c.files)


def _named(table: Table, files: Any) -> Select[tuple[str]]:
    one = func.jsonb_array_elements(files).table_valued("value")
    # A name that is none would make it unknown whether any other is among them.
    name = func.coalesce(one.c.value.op("->>")("sha256"), "")
    return select(name).select_from(table.join(one, true()))
