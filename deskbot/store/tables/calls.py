"""Calls to the Service Desk number, and what callers left as a recording."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from deskbot.model.phone import CallState
from deskbot.store.tables.columns import identity, link, moment, text


class CallRow(SQLModel, table=True):
    """One call that came in; `deskbot.model.phone` has its states."""

    __tablename__ = "phone_call"
    __table_args__ = (Index("phone_call_due", "due_at", postgresql_where="due_at IS NOT NULL"),)

    id: int | None = identity()
    sid: str = Field(unique=True)
    caller: str
    called: str
    contact_id: int | None = link("contact.id", default=None)
    """Whose number it is, where it is a verified one."""
    ticket_number: int | None = link("ticket.number", default=None, index=True)
    state: str = CallState.TALKING
    held: bool = False
    """Nobody is called for it: unproven senders have had as many pages as they may."""
    joined_by: str = ""
    """Who talks to the caller, or calls back."""
    started_at: datetime = moment()
    seen_at: datetime = moment()
    """When the caller was last known to be on the line."""
    waiting_since: datetime | None = moment(default=None)
    ended_at: datetime | None = moment(default=None)
    later: bool = False
    """We did not hear of its end as it happened: the carrier was asked for it afterwards."""
    message_asked: bool = False
    """Its caller was asked to leave a message, which may come to be known long after they have gone."""
    due_at: datetime | None = moment(default=None)
    """When the desk is told that nothing has come of it, unless something has by then."""


class RecordingRow(SQLModel, table=True):
    """A message that a caller left; it is a message like any other, and its sound is fetched from the carrier."""

    __tablename__ = "recording"
    __table_args__ = (Index("recording_due", "due_at", postgresql_where="due_at IS NOT NULL"),)

    id: int | None = identity()
    sid: str = Field(unique=True)
    call_id: int = link("phone_call.id", index=True)
    kept: bool = False
    """Whether the sound is attached to the message."""
    words: str = text(default="")
    """What the carrier has understood."""
    words_taken: bool = False
    """Whether the words have been accepted as a message."""
    due_at: datetime | None = moment(default=None)
    """When the sound or the words are to be looked after; null once nothing is left to do."""
    attempts: int = 0
    detail: str = text(default="")
    created_at: datetime = moment()
