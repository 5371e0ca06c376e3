"""The sound of recorded messages is fetched from the carrier and attached; what it has understood becomes a message."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.engine.intake import Intake
from deskbot.engine.jobs import Jobs
from deskbot.errors import DeskbotError
from deskbot.model.message import Arrival, Attachment, InboundState
from deskbot.model.pauses import FILES
from deskbot.model.phone import SPOKEN
from deskbot.model.ticket import Entry
from deskbot.store import attachments, calls, tickets
from deskbot.store.blobs import BlobStore
from deskbot.store.database import Database, Session
from deskbot.store.tables import InboundRow, RecordingRow

GIVE_UP_AFTER = timedelta(days=2)
"""From the recording on; it stays at the carrier, and the ticket says so."""
LEASE = timedelta(seconds=60)

Fetch = Callable[[str], Awaitable[bytes]]
"""Returns a recording's sound, by the carrier's id; raises DeskbotError where it cannot be had now."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recordings:
    """Looks after recordings until nothing is left to do."""

    database: Database
    jobs: Jobs
    clock: Clock
    blobs: BlobStore
    intake: Intake
    fetch: Fetch

    async def look(self, recording_id: int) -> None:
        """Answer a recording's alarm."""
        now = self.clock.now()
        async with self.database.begin() as session:
            row = await calls.lock_recording(session, recording_id)
            if row is None or row.due_at is None or row.due_at > now:
                return
            message = await calls.message_of(session, row.sid)
            row.attempts += 1
            row.due_at = now + LEASE
            ready = message is not None and message.state != InboundState.ACCEPTED
        sound = await self._sound(row) if ready and not row.kept else None
        if ready and row.words and not row.words_taken:
            await self.intake.accept(words_of(row))
        async with self.database.begin() as session:
            await self._conclude(session, recording_id, sound, words_taken=ready and bool(row.words))

    async def _sound(self, row: RecordingRow) -> bytes | str:
        """Return the sound, or why it cannot be had."""
        try:
            return await self.fetch(row.sid)
        except DeskbotError as error:
            return str(error)[:300]
        except Exception as error:
            log.exception("a recording could not be fetched", extra={"action": "recording_failed"})
            return f"{type(error).__name__}: {error}"[:300]

    async def _conclude(
        self, session: Session, recording_id: int, sound: bytes | str | None, *, words_taken: bool
    ) -> None:
        now = self.clock.now()
        row = await calls.lock_recording(session, recording_id)
        message = await calls.message_of(session, row.sid) if row else None
        if row is None:
            return
        row.words_taken = row.words_taken or words_taken
        if isinstance(sound, bytes) and message is not None and not row.kept:
            await self._keep(session, row, message, sound, now)
        elif isinstance(sound, str):
            row.detail = sound
        if row.kept and (row.words_taken or not row.words):
            row.due_at = None
        elif now - row.created_at >= GIVE_UP_AFTER:
            row.due_at = None
            number = message.ticket_number if message else None
            if number is not None and not row.kept:
                text = f"The recording {row.sid} could not be fetched; it lies at the carrier: {row.detail}"
                tickets.entry(session, number, now, Entry.NOTE, text)
        else:
            row.due_at = now + FILES.after(row.attempts)
            self.jobs.ring(session, "recording", recording_id, at=row.due_at)

    async def _keep(
        self, session: Session, row: RecordingRow, message: InboundRow, sound: bytes, now: datetime
    ) -> None:
        sha256 = await self.blobs.put(session, sound, now)
        file = Attachment(f"{row.sid}.mp3", "audio/mpeg", len(sound), sha256)
        await attachments.keep_of_message(session, message.id or 0, [file])
        row.kept, row.detail = True, ""
        if message.ticket_number is not None:
            text = f"The recorded message is attached: {file.filename}"
            tickets.entry(session, message.ticket_number, now, Entry.NOTE, text, inbound_id=message.id)


def words_of(row: RecordingRow) -> Arrival:
    """Return what the carrier has understood as a message that follows upon the recording's own."""
    raw = json.dumps({"recording": row.sid, "words": row.words}, sort_keys=True).encode()
    return Arrival(SPOKEN, f"{row.sid}:words", raw, {})
