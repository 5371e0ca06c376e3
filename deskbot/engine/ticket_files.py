"""Files and messages of a ticket, for people to look at: nothing in them is ever run, and no secret is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from deskbot.access.files import Stands, may_have
from deskbot.clock import Clock
from deskbot.engine.admitting import By
from deskbot.engine.as_received import LayOpen, readable
from deskbot.errors import NotFoundError
from deskbot.model.ticket import Entry
from deskbot.store import attachments, audit, conversation, outbox
from deskbot.store.blobs import BlobStore
from deskbot.store.database import Database, Session, in_thread
from deskbot.store.tables import AttachmentRow, InboundRow, TimelineRow
from deskbot.tickets.reference import reference

LARGEST_PICTURE = 3_000_000
"""Bytes; a larger one is only handed out."""
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_WEBP = "image/webp"
PICTURE_KINDS = frozenset({_WEBP, *(kind for _, kind in _PICTURES)})


async def files_for(
    session: Session, number: int, entries: Sequence[TimelineRow], *, desk: bool
) -> dict[int, list[AttachmentRow]]:
    """Return the files of a ticket's entries that somebody may have who may see the ticket, by the entry.

    Args:
        session: the transaction.
        number: the ticket.
        entries: what was said there.
        desk: whether they are of the desk, and not one of the ticket's people.
    """
    found = await attachments.of_entries(session, entries)
    sent: set[str] = set()
    if not desk and any(_by_desks_mail(one, file) for one in entries for file in found[one.id or 0]):
        letters = await outbox.letters_of(session, number, internal=False)
        sent = {file.sha256 for letter in letters for file in letter.files}

    def given(one: TimelineRow, file: AttachmentRow) -> bool:
        stands = Stands(one.public, _by_desks_mail(one, file), file.sha256 in sent)
        return may_have(stands, desk=desk)

    return {one.id or 0: [file for file in found[one.id or 0] if given(one, file)] for one in entries}


def _by_desks_mail(one: TimelineRow, file: AttachmentRow) -> bool:
    return one.kind != Entry.MESSAGE and file.entry_id is None


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that came with a message."""

    name: str
    content: bytes
    picture: str
    """The type of a picture, by its first bytes; empty for everything else, whatever it calls itself."""


@dataclass(frozen=True, slots=True)
class TicketFiles:
    """Hands out what belongs to a ticket."""

    database: Database
    blobs: BlobStore
    clock: Clock
    lay_open: Mapping[str, LayOpen]
    """By channel; messages of all others are JSON."""

    async def file(self, number: int, file_id: int) -> ShownFile:
        """Return a file to somebody of the desk, who may have each that stands on the ticket.

        Raises:
            NotFoundError: the ticket has none of that id.
        """
        async with self.database.begin() as session:
            row = await conversation.file(session, number, file_id)
            if row is None:
                raise NotFoundError(f"T-{number} has no such file")
            content = await self.blobs.get(session, row.sha256)
        small = len(content) <= LARGEST_PICTURE
        return ShownFile(row.filename or "file", content, picture_kind(content) if small else "")

    async def raw(self, number: int, inbound_id: int, by: By) -> str:
        """Return a message as it was received: secrets masked, texts decoded, files left out. Who looks is noted.

        Raises:
            NotFoundError: the ticket has none of that id.
        """
        async with self.database.begin() as session:
            row = await session.get(InboundRow, inbound_id)
            if row is None or row.ticket_number != number:
                raise NotFoundError(f"T-{number} has no such message")
            content = await self.blobs.get(session, row.raw_sha256)
            note_reading(session, reference(number), inbound_id, by, self.clock.now())
            return await in_thread(session, readable, content, self.lay_open.get(row.channel))


def note_reading(session: Session, about: str, inbound_id: int, by: By, now: datetime) -> None:
    """Note that somebody has read a message as it was received: more stands there than on its ticket."""
    told = {"message": inbound_id}
    act = "read an original"
    audit.note(session, act, about, who=by.who, now=now, account_id=by.account_id, place=by.place, data=told)


def picture_kind(content: bytes) -> str:
    """Return the type of a picture that a browser may show, by its first bytes; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _WEBP
    return next((kind for begins, kind in _PICTURES if content.startswith(begins)), "")
