"""Bytes are kept once, whoever has them: a ticket that is taken away leaves those that somebody else has, too."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text

from deskbot.errors import NotFoundError
from deskbot.model.message import Address, Attachment, Outbound
from deskbot.store import blobs, drafts, held_answers, outbox
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


# -- whoever forgets bytes that nobody has, and whoever is about to have them, at the same time


async def loose(database: Database) -> Attachment:
    """Keep a file's bytes that nobody has, beside a ticket and an account."""
    async with database.begin() as session:
        session.add(ticket(OTHER))
        session.add(AccountRow(id=1, name="ana", shown="Ana", role="agent", created_at=NOW))
        name = await PostgresBlobs().put(session, CONTENT, NOW)
    return Attachment("sheet.pdf", "application/pdf", len(CONTENT), name)


async def forgets(database: Database, file: Attachment) -> int:
    async with database.begin() as session:
        return await blobs.forget(session, [file.sha256])


async def is_there(database: Database, file: Attachment) -> bool:
    async with database.begin() as session:
        return bool(await session.scalar(select(func.count()).where(BlobRow.sha256 == file.sha256)))


async def puts(session: Session, file: Attachment) -> None:
    assert await PostgresBlobs().put(session, CONTENT, NOW) == file.sha256


async def begins_to_write(session: Session, file: Attachment) -> None:
    await drafts.keep(session, OTHER, 1, drafts.ANSWER, "See below", NOW, files=[file])


async def sends_off(session: Session, file: Attachment) -> None:
    files = files_to_json([file])
    row = HeldAnswerRow(ticket_number=OTHER, account_id=1, author="ana", words="", files=files, at=NOW, seen=0)
    await held_answers.add(session, row)


async def writes_a_letter(session: Session, file: Attachment) -> None:
    letter = Outbound(channel="email", to=Address("a@b.example"), subject="", text="See below", files=(file,))
    await outbox.add(session, "letter", letter, NOW)


async def test_bytes_that_were_kept_just_now_stay_for_what_is_to_name_them(database: Database) -> None:
    file = await loose(database)

    async with database.begin() as session:
        await puts(session, file)
        assert await forgets(database, file) == 0  # it waits for nobody, and leaves them to the next look
        await drafts_with(session, OTHER, file)

    assert await forgets(database, file) == 0
    assert await is_there(database, file)


@pytest.mark.parametrize("names_it", [begins_to_write, sends_off, writes_a_letter])
async def test_bytes_stay_for_what_names_them_and_is_not_committed_yet(
    database: Database, names_it: Callable[[Session, Attachment], Awaitable[None]]
) -> None:
    file = await loose(database)

    async with database.begin() as session:
        await names_it(session, file)
        assert await forgets(database, file) == 0

    assert await forgets(database, file) == 0
    assert await is_there(database, file)


async def test_who_keeps_bytes_while_another_forgets_them_keeps_them_anew(database: Database) -> None:
    file = await loose(database)

    async def keeps() -> None:
        async with database.begin() as session:
            await puts(session, file)

    async def waits() -> bool:
        query = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        async with database.begin() as witness:
            return bool(await witness.scalar(text(query)))

    async with database.begin() as session:
        # Between the two statements of whoever forgets: they are locked, and not gone yet.
        await session.execute(select(BlobRow.sha256).with_for_update())
        keeping = asyncio.create_task(keeps())
        async with asyncio.timeout(60):
            while not keeping.done() and not await waits():
                pass
        assert await blobs.forget(session, [file.sha256]) == 1
    await keeping

    assert await is_there(database, file)


async def test_no_answer_is_sent_off_with_a_file_that_is_gone(database: Database) -> None:
    file = await loose(database)
    assert await forgets(database, file) == 1

    async with database.begin() as session:
        with pytest.raises(NotFoundError, match=r"sheet\.pdf"):
            await sends_off(session, file)
