"""Bytes are kept once, whoever has them: a ticket that is taken away leaves those that somebody else has, too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text

from deskbot.model.message import Attachment
from deskbot.store.blobs import PostgresBlobs
from deskbot.store.database import Database, Session
from deskbot.store.forgetting import forget_ticket
from deskbot.store.payloads import files_to_json
from deskbot.store.tables import AccountRow, AttachmentRow, BlobRow, DraftRow, HeldAnswerRow, OutboxRow, TicketRow
from deskbot.store.tables.tickets import TimelineRow

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
CONTENT = b"%PDF-1.4 the sheet"
GOING, OTHER = 1001, 1002


def ticket(number: int) -> TicketRow:
    facts = {"state": "closed", "category": "howto", "severity": "S4", "verified": True}
    return TicketRow(number=number, subject="Greeting", created_at=NOW, updated_at=NOW, **facts)


async def wrote_with(session: Session, number: int, file: Attachment) -> None:
    """Put a file to what the desk wrote on a ticket."""
    entry = TimelineRow(ticket_number=number, at=NOW, kind="note", author="ana", text="look")
    session.add(entry)
    await session.flush()
    row = AttachmentRow(entry_id=entry.id, filename="sheet.pdf", content_type="application/pdf", size=1, sha256="")
    row.sha256 = file.sha256
    session.add(row)


async def drafts_with(session: Session, number: int, file: Attachment) -> None:
    session.add(
        DraftRow(ticket_number=number, account_id=1, kind="answer", words="", files=files_to_json([file]), at=NOW)
    )


async def waits_with(session: Session, number: int, file: Attachment) -> None:
    """Let an answer wait that has the file."""
    files = files_to_json([file])
    session.add(HeldAnswerRow(ticket_number=number, account_id=1, author="ana", words="", files=files, at=NOW, seen=0))


async def sends(session: Session, number: int, file: Attachment) -> None:
    """Let a letter be on its way that has the file."""
    payload = {"files": files_to_json([file])}
    row = OutboxRow(key="letter", ticket_number=number, channel="email", to_address="a@b.example", payload=payload)
    row.created_at = row.due_at = NOW
    session.add(row)


@pytest.mark.parametrize("has_it", [wrote_with, drafts_with, waits_with, sends])
async def test_a_ticket_that_is_taken_away_leaves_a_file_that_somebody_else_has(database: Database, has_it) -> None:
    async with database.begin() as session:
        name = await PostgresBlobs().put(session, CONTENT, NOW)
        file = Attachment("sheet.pdf", "application/pdf", len(CONTENT), name)
        session.add_all([ticket(GOING), ticket(OTHER)])
        session.add(AccountRow(id=1, name="ana", shown="Ana", role="agent", created_at=NOW))
        await session.flush()
        await wrote_with(session, GOING, file)
        await has_it(session, OTHER, file)

    async with database.begin() as session:
        await forget_ticket(session, GOING)
        assert await PostgresBlobs().get(session, name) == CONTENT


async def test_bytes_that_nobody_has_any_more_go_with_the_ticket(database: Database) -> None:
    async with database.begin() as session:
        name = await PostgresBlobs().put(session, CONTENT, NOW)
        session.add(ticket(GOING))
        await session.flush()
        await wrote_with(session, GOING, Attachment("sheet.pdf", "application/pdf", len(CONTENT), name))

    async with database.begin() as session:
        await forget_ticket(session, GOING)
        assert await session.scalar(select(func.count()).select_from(BlobRow)) == 0
        assert await session.scalar(text("SELECT count(*) FROM timeline")) == 0
