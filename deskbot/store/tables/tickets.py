"""Tickets, who takes part in them, and their timelines."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Index, Sequence, literal_column
from sqlalchemy import text as text_of_sql
from sqlmodel import Field, SQLModel

from deskbot.model.task import TaskState
from deskbot.store.tables.columns import identity, link, many, moment, named, text

FIRST_NUMBER = 1001
ticket_numbers = Sequence("ticket_number", start=FIRST_NUMBER, metadata=SQLModel.metadata)

_OPEN = "state IN ('new', 'waiting-desk', 'waiting-reseller')"
IS_OPEN: ColumnElement[bool] = literal_column(f"ticket.{_OPEN}")
"""Whether a ticket is open: as the indexes of open tickets say it, so that they are found."""


class TicketRow(SQLModel, table=True):
    """A trouble ticket, T-`number`."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ticket_due", "due_at", postgresql_where="due_at IS NOT NULL"),
        Index("ticket_changed", "updated_at", "number"),
        Index("ticket_rated", "owner", "updated_at", postgresql_where="rating IS NOT NULL OR rating_words <> ''"),
        Index("ticket_open", "number", postgresql_where=_OPEN),
        Index("ticket_open_of", "reseller_id", "created_at", postgresql_where=_OPEN),
        Index("ticket_open_lately", "created_at", "number", postgresql_where=_OPEN),
        Index("ticket_open_gravest", "severity", text_of_sql("number DESC"), postgresql_where=_OPEN),
        Index("ticket_open_owned", "owner", "severity", text_of_sql("number DESC"), postgresql_where=_OPEN),
        Index("ticket_of_reseller", "reseller_id", "number"),
        Index("ticket_opened", "created_at"),
        Index("ticket_playbook", "created_at", "playbook", "number", postgresql_where="playbook IS NOT NULL"),
    )

    number: int | None = Field(
        default=None,
        sa_column=Column(BigInteger, ticket_numbers, server_default=ticket_numbers.next_value(), primary_key=True),
    )
    state: str
    subject: str = text()
    category: str
    severity: str
    claimed: str = ""
    verified: bool
    reseller_id: int | None = link("reseller.id", default=None)
    contact_id: int | None = link("contact.id", default=None)
    owner: str = ""
    playbook: str | None = None
    findings: list[dict[str, Any]] = many()
    missing: list[str] = many()
    asked: int = 0
    reminders: int = 0
    due_at: datetime | None = moment(default=None)
    """When silence will have lasted long enough to remind or to close; null when nothing waits."""
    created_at: datetime = moment()
    updated_at: datetime = moment()
    closed_at: datetime | None = moment(default=None)
    first_response_at: datetime | None = moment(default=None)
    language: str = ""
    """ISO 639-1 code of the language in which it was reported; empty where it is not plain."""
    entitlement: str = ""
    """What the directory says of the system's subscription: active, expired, or empty for unknown."""
    parent: int | None = link("ticket.number", default=None, index=True)
    """The incident that this ticket is a part of: it is worked on there."""
    merged_into: int | None = link("ticket.number", default=None, index=True)
    rating: int | None = None
    """1 … 5, as the reseller gave it when the ticket was closed."""
    rating_words: str = text(default="")


class ParticipantRow(SQLModel, table=True):
    """An address that takes part in a ticket."""

    __tablename__ = "participant"
    __table_args__ = (Index("participant_address", "channel", "address"),)

    ticket_number: int = link("ticket.number", primary_key=True)
    channel: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    name: str = ""
    verified: bool = False
    link_series: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Links to the ticket's page that were signed in an earlier one were taken back."""


class TimelineRow(SQLModel, table=True):
    """One thing that happened on a ticket. Entries are added, never changed; merged tickets put theirs together."""

    __tablename__ = "timeline"
    __table_args__ = (Index("timeline_inbound", "inbound_id", postgresql_where="inbound_id IS NOT NULL"),)

    id: int | None = identity()
    ticket_number: int = link("ticket.number", index=True)
    at: datetime = moment()
    kind: str
    author: str = ""
    public: bool = False
    """Whether the reseller may see it."""
    verified: bool = True
    text: str = text()
    data: dict[str, Any] = named()
    inbound_id: int | None = link("inbound.id", default=None)


class LinkRow(SQLModel, table=True):
    """That two tickets belong together, and what a person did about it; undone links keep their row."""

    __tablename__ = "ticket_link"

    id: int | None = identity()
    ticket_number: int = link("ticket.number", index=True)
    other_number: int = link("ticket.number", index=True)
    kind: str
    """alike, part-of, merged, or split."""
    why: str = text(default="")
    author: str = "deskbot"
    at: datetime = moment()
    data: dict[str, Any] = named()
    """What an undo needs."""
    undone_at: datetime | None = moment(default=None)
    undone_by: str = ""


class AdviceRow(SQLModel, table=True):
    """One playbook that was sent to a ticket's reseller, and whether it helped."""

    __tablename__ = "advice"
    __table_args__ = (Index("advice_at", "at"),)

    id: int | None = identity()
    ticket_number: int = link("ticket.number", index=True)
    playbook: str = Field(index=True)
    at: datetime = moment()
    solved: bool | None = None
    """What the reseller answered; null until then."""
    answered_at: datetime | None = moment(default=None)


class TaskRow(SQLModel, table=True):
    """Hands-on work at the site that the desk asks a reseller for."""

    __tablename__ = "task"
    __table_args__ = (Index("task_due", "due_at", postgresql_where="due_at IS NOT NULL"),)

    id: int | None = identity()
    ticket_number: int = link("ticket.number", index=True)
    place: int
    """Its number on the ticket: by it the reseller answers."""
    what: str = text()
    asked_by: str
    asked_at: datetime = moment()
    wanted_by: datetime | None = moment(default=None)
    """When it shall be done."""
    due_at: datetime | None = moment(default=None)
    """When it is to be looked at next; null when nothing waits."""
    state: str = TaskState.OPEN
    """open, done, not-done, or withdrawn."""
    answer: str = text(default="")
    answered_at: datetime | None = moment(default=None)
    answered_by: str = ""
