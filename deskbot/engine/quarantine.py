"""Messages that were accepted and became no ticket, as people look at them: each is one step away from being one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from deskbot.access.confidential import masked
from deskbot.clock import Clock
from deskbot.engine.admitting import By
from deskbot.engine.as_received import LayOpen, readable
from deskbot.engine.jobs import Jobs
from deskbot.engine.ticket_files import note_reading
from deskbot.errors import NotFoundError
from deskbot.model.message import InboundState
from deskbot.store import audit, inbound
from deskbot.store.blobs import BlobStore
from deskbot.store.database import Database, in_thread
from deskbot.store.tables import InboundRow
from deskbot.tickets.excerpt import one_line

SHOWN = 50
"""Messages that are listed at a time."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A message that lies there."""

    number: int
    channel: str
    sender: str
    """The address, as far as it could be read; else what the wire said of it, and empty where it said nothing."""
    subject: str
    accepted_at: datetime
    why: str
    quarantined: bool
    """Nobody could read it; the others were filed as junk or automatic."""


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Shows what was set aside, and has it tried again."""

    database: Database
    blobs: BlobStore
    jobs: Jobs
    clock: Clock
    lay_open: Mapping[str, LayOpen]
    """By channel; messages of all others are JSON."""

    async def listed(self, *, filed: bool = False, before: int | None = None) -> tuple[SetAside, ...]:
        """Return what lies there, the newest first, `SHOWN` at most.

        Args:
            filed: what was filed instead of what is in quarantine.
            before: only what came before the message of that number.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        state = InboundState.FILED if filed else InboundState.QUARANTINED
        async with self.database.begin() as session:
            rows = await inbound.listed(session, (state,), SHOWN, before=before)
            return await in_thread(session, as_seen, rows)

    async def raw(self, number: int, by: By) -> str:
        """Return a message as it was received: secrets masked, texts decoded, files left out. Who looks is noted.

        Raises:
            NotFoundError: no such message lies there.
            UnavailableError: the database cannot be reached.
        """
        async with self.database.begin() as session:
            row = await session.get(InboundRow, number)
            if row is None or row.state not in inbound.SET_ASIDE:
                raise NotFoundError(_lies_not(number))
            content = await self.blobs.get(session, row.raw_sha256)
            note_reading(session, f"message {number}", number, by, self.clock.now())
            return await in_thread(session, readable, content, self.lay_open.get(row.channel))

    async def retry(self, number: int, by: By) -> None:
        """Have a message go through triage again, to be a ticket whatever triage makes of it.

        Raises:
            NotFoundError: no such message lies there (any more), or nothing of it is kept.
            UnavailableError: the database cannot be reached.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            row = await inbound.lock(session, number)
            if row is None or row.state not in inbound.SET_ASIDE:
                raise NotFoundError(_lies_not(number))
            await self.blobs.get(session, row.raw_sha256)  # what is kept no longer would only come back here
            inbound.retry(row, now)
            self.jobs.ring(session, "triage", number)
            about = f"message {number}"
            audit.note(session, "tried again", about, who=by.who, now=now, account_id=by.account_id, place=by.place)


def as_seen(rows: Sequence[InboundRow]) -> tuple[SetAside, ...]:
    """Return messages as people see them in a list: secrets masked, each on one line."""
    return tuple(
        SetAside(
            row.id or 0,
            row.channel,
            one_line(row.sender or str(row.envelope.get("mail_from") or "")),
            masked(one_line(row.subject)),
            row.accepted_at,
            row.why,
            row.state == InboundState.QUARANTINED,
        )
        for row in rows
    )


def _lies_not(number: int) -> str:
    return f"message {number} lies neither in quarantine nor among what was filed"
