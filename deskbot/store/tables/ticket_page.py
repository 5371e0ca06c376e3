"""What people at the desk do around a ticket: tags, drafts, who is there, answers that wait, tickets put off."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from deskbot.store.tables.columns import identity, link, many, moment, text


class TicketTagRow(SQLModel, table=True):
    """A word by which the desk finds a ticket again."""

    __tablename__ = "ticket_tag"

    ticket_number: int = link("ticket.number", primary_key=True)
    tag: str = Field(primary_key=True, index=True)
    """In small letters."""


class DraftRow(SQLModel, table=True):
    """What somebody has begun to write on a ticket."""

    __tablename__ = "draft"

    ticket_number: int = link("ticket.number", primary_key=True)
    account_id: int = link("account.id", primary_key=True)
    kind: str = Field(primary_key=True)
    """answer, note, or solution: what the reseller is told that solved it."""
    words: str = text()
    files: list[dict[str, Any]] = many()
    """What goes with it; kept in the blob store already."""
    page: str = text(default="")
    """The page that has written it last; empty where none has."""
    at: datetime = moment()


class PresenceRow(SQLModel, table=True):
    """That somebody has a ticket before them, and when they wrote there last."""

    __tablename__ = "presence"

    ticket_number: int = link("ticket.number", primary_key=True)
    account_id: int = link("account.id", primary_key=True)
    at: datetime = moment()
    wrote_at: datetime | None = moment(default=None)


class HeldAnswerRow(SQLModel, table=True):
    """An answer that waits a moment, in which it can be taken back; then it goes the way of every answer."""

    __tablename__ = "held_answer"
    __table_args__ = (Index("held_answer_due", "due_at", postgresql_where="due_at IS NOT NULL"),)

    id: int | None = identity()
    ticket_number: int = link("ticket.number", index=True)
    account_id: int = link("account.id")
    author: str
    words: str = text()
    files: list[dict[str, Any]] = many()
    """What goes with it; kept in the blob store already."""
    at: datetime = moment()
    due_at: datetime | None = moment(default=None)
    """When it goes out; null once it has, or never will."""
    seen: int = Field(sa_type=BigInteger)
    """The newest entry of the timeline when it was sent off: all up to there its writer has seen."""
    state: str = "waiting"
    """waiting, sent, taken-back, or not-sent."""
    ended_at: datetime | None = moment(default=None)
    detail: str = text(default="")
    """Why it was not sent, in words."""


class SnoozeRow(SQLModel, table=True):
    """That a ticket is put off until a time; at most one runs."""

    __tablename__ = "snooze"
    __table_args__ = (
        Index("snooze_due", "due_at", postgresql_where="due_at IS NOT NULL"),
        Index("snooze_one_running", "ticket_number", unique=True, postgresql_where="ended_at IS NULL"),
    )

    id: int | None = identity()
    ticket_number: int = link("ticket.number", index=True)
    until: datetime = moment()
    by: str
    why: str = text(default="")
    at: datetime = moment()
    due_at: datetime | None = moment(default=None)
    """When it is to be looked at next; null when nothing waits."""
    ended_at: datetime | None = moment(default=None)
    ended: str = ""
    """Why it is back, in words."""
