"""What came in, what goes out, and the bytes of both."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as text_of_sql
from sqlmodel import Field, SQLModel

from deskbot.model.message import InboundState, OutboxState
from deskbot.store.tables.columns import document, identity, link, moment, named, text

NO_LONGER = b"deskbot: kept no longer"
KEPT_NO_LONGER = hashlib.sha256(NO_LONGER).hexdigest()
"""Names what stands in the place of bytes that were forgotten, which the messages and files still tell of."""


class BlobRow(SQLModel, table=True):
    """Bytes, stored once under their SHA-256."""

    __tablename__ = "blob"

    sha256: str = Field(primary_key=True)
    size: int
    content: bytes
    created_at: datetime = moment()


class InboundRow(SQLModel, table=True):
    """A message that was accepted. It ends as part of a ticket, filed, or in quarantine; never nowhere."""

    __tablename__ = "inbound"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("inbound_due", "due_at", postgresql_where="due_at IS NOT NULL"),
        Index("inbound_sender", text_of_sql("lower(sender)"), "accepted_at"),
        Index("inbound_set_aside", "state", "id", postgresql_where=f"state <> '{InboundState.TICKETED}'"),
        Index("inbound_raw", "raw_sha256"),
        Index("inbound_accepted", "accepted_at", "channel"),
        Index(
            "inbound_ticketed_original",
            "accepted_at",
            postgresql_where=f"ticket_number IS NOT NULL AND raw_sha256 <> '{KEPT_NO_LONGER}'",
        ),
    )

    id: int | None = identity()
    channel: str
    external_id: str
    raw_sha256: str = Field(foreign_key="blob.sha256")
    envelope: dict[str, Any] = named()
    accepted_at: datetime = moment()
    state: str = InboundState.ACCEPTED
    due_at: datetime | None = moment(default=None)
    """When triage is due; null once it is done."""
    turn_at: datetime | None = moment(default=None)
    """Its place among those that are due, and whether it is beyond its sender's share; null is before all others."""
    attempts: int = 0
    wanted: bool = False
    """Whether a person wants it to be a ticket, whatever triage makes of it."""
    message_id: str | None = Field(default=None, index=True)
    sender: str = ""
    person: str = ""
    """Who wrote, by name, where a shared mailbox sent it."""
    subject: str = text(default="")
    fingerprint: str = ""
    """Hash of what it says: the same under the same Message-ID is the same mail, however it was encoded on its way."""
    ticket_number: int | None = link("ticket.number", default=None, index=True)
    why: str = text(default="")
    """Why it was filed or quarantined, in words."""
    trace: str | None = text(default=None)
    """Where in its trace it was accepted; null where nothing is traced."""


class AttachmentRow(SQLModel, table=True):
    """A file that came with a message, or that somebody at the desk has put to what they wrote."""

    __tablename__ = "attachment"
    __table_args__ = (Index("attachment_bytes", "sha256"),)

    id: int | None = identity()
    inbound_id: int | None = link("inbound.id", index=True, default=None)
    """The message with which it came; null where the desk wrote."""
    entry_id: int | None = link("timeline.id", index=True, default=None)
    """The entry of what the desk wrote; null where it came with a message."""
    filename: str = text()
    content_type: str
    size: int
    sha256: str = Field(foreign_key="blob.sha256")
    inline: bool = False


class AwaitedFileRow(SQLModel, table=True):
    """A file of a message that did not come with it, and is fetched by its channel."""

    __tablename__ = "awaited_file"
    __table_args__ = (Index("awaited_file_due", "due_at", postgresql_where="due_at IS NOT NULL"),)

    id: int | None = identity()
    inbound_id: int = link("inbound.id", index=True)
    source: str = text()
    filename: str = text()
    content_type: str
    due_at: datetime | None = moment(default=None)
    """When it is to be fetched; null once it is there, or was given up."""
    attempts: int = 0
    detail: str = text(default="")
    """Why it is not there."""
    created_at: datetime = moment()


_HELD_UP = f"state IN ('{OutboxState.QUEUED}', '{OutboxState.MAYBE_SENT}')"


class OutboxRow(SQLModel, table=True):
    """One message on its way out. `key` says what it is for, so that it is written once."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_due", "due_at", postgresql_where="due_at IS NOT NULL"),
        Index("outbox_to", "to_address", "created_at"),
        Index("outbox_sent", "sent_at", postgresql_where="sent_at IS NOT NULL"),
        Index(
            "outbox_held_up",
            "held_since",
            postgresql_where=f"held_since IS NOT NULL AND {_HELD_UP}",
        ),
    )

    id: int | None = identity()
    key: str = Field(unique=True)
    ticket_number: int | None = link("ticket.number", default=None, index=True)
    channel: str
    to_address: str
    message_id: str | None = Field(default=None, unique=True)
    known_as: str | None = Field(default=None, index=True)
    """The id that the wire gave it, where the wire chooses it: answers refer to it by that."""
    payload: dict[str, Any] = document()
    state: str = OutboxState.QUEUED
    attempts: int = 0
    due_at: datetime | None = moment(default=None)
    """When the next attempt is due, or a running one is given up; null when nothing is to be done."""
    created_at: datetime = moment()
    sent_at: datetime | None = moment(default=None)
    held_since: datetime | None = moment(default=None)
    """When the first attempt ended without the relay's word that it has the letter; null where there was none."""
    unasked: bool = False
    """The last attempt did not come as far as to ask for this message: it is the relay that fails."""
    detail: str = text(default="")


class UndeliverableRow(SQLModel, table=True):
    """An address that a letter of ours did not reach; forgotten as soon as a message comes from there."""

    __tablename__ = "undeliverable"

    channel: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    since: datetime = moment()
    permanent: bool
    status: str = ""
    why: str = text(default="")


class ChannelStateRow(SQLModel, table=True):
    """What a channel must remember."""

    __tablename__ = "channel_state"

    channel: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    value: str = text()
