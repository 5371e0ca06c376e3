"""Files that did not come with their message are fetched by its channel, and attached: no ticket waits for them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.channels import Channel
from deskbot.clock import Clock
from deskbot.engine.jobs import Jobs
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.message import Attachment
from deskbot.model.pauses import FILES
from deskbot.model.ticket import Entry
from deskbot.store import attachments, awaited_files, inbound, tickets
from deskbot.store.blobs import BlobStore
from deskbot.store.database import Database, Session
from deskbot.store.tables import AwaitedFileRow

GIVE_UP_AFTER = timedelta(days=2)
"""From the message on; the ticket says so."""
LEASE = timedelta(seconds=60)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fetching:
    """Looks after awaited files until nothing is left to do."""

    database: Database
    jobs: Jobs
    clock: Clock
    blobs: BlobStore
    channels: Mapping[str, Channel]

    async def look(self, file_id: int) -> None:
        """Answer a file's alarm."""
        now = self.clock.now()
        async with self.database.begin() as session:
            row = await awaited_files.lock(session, file_id)
            if row is None or row.due_at is None or row.due_at > now:
                return
            row.attempts += 1
            row.due_at = now + LEASE
            message = await inbound.get(session, row.inbound_id)
        found, ever = await self._fetched(message.channel, row.source)
        async with self.database.begin() as session:
            await self._conclude(session, file_id, found, ever=ever)

    async def _fetched(self, name: str, source: str) -> tuple[bytes | str, bool]:
        """Return the bytes, or why they cannot be had; and whether it is worth another try."""
        channel = self.channels.get(name)
        if channel is None:
            return f'the channel "{name}" is not configured', True
        try:
            return await channel.fetch(source), True
        except NotFoundError as error:
            return str(error)[:300], False
        except DeskbotError as error:
            return str(error)[:300], True
        except Exception as error:  # a fault of ours is told of like a peer's
            log.exception("a file could not be fetched", extra={"action": "file_failed"})
            return f"{type(error).__name__}: {error}"[:300], True

    async def _conclude(self, session: Session, file_id: int, found: bytes | str, *, ever: bool) -> None:
        row, now = await awaited_files.lock(session, file_id), self.clock.now()
        if row is None or row.due_at is None:
            return
        if isinstance(found, bytes):
            await self._keep(session, row, found, now)
            row.due_at, row.detail = None, ""
            return
        row.detail = found
        if ever and now - row.created_at < GIVE_UP_AFTER:
            row.due_at = now + FILES.after(row.attempts)
            self.jobs.ring(session, "file", file_id, at=row.due_at)
            return
        row.due_at = None
        await self._note(session, row, f"{row.filename} could not be fetched: {found}. Please ask for it by mail.", now)

    async def _keep(self, session: Session, row: AwaitedFileRow, content: bytes, now: datetime) -> None:
        sha256 = await self.blobs.put(session, content, now)
        file = Attachment(row.filename, row.content_type, len(content), sha256)
        await attachments.keep_of_message(session, row.inbound_id, [file])
        await self._note(session, row, f"Attached: {row.filename} ({len(content)} bytes).", now)

    @staticmethod
    async def _note(session: Session, row: AwaitedFileRow, text: str, now: datetime) -> None:
        message = await inbound.get(session, row.inbound_id)
        if message.ticket_number is not None:
            tickets.entry(session, message.ticket_number, now, Entry.NOTE, text, inbound_id=row.inbound_id)
