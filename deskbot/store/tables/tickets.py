"""Tickets, who takes part in them, and their timelines."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Sequence
from sqlmodel import Field, SQLModel

from deskbot.store.tables.columns import document, identity, link, moment, text

FIRST_NUMBER = 1001
ticket_numbers = Sequence("ticket_number", start=FIRST_NUMBER, metadata=SQLModel.metadata)


class TicketRow(SQLModel, table=True):
    """A trouble ticket, T-`number`."""

    __tablename__ = "ticket"
    __table_args__ = (Index("ticket_due", "due_at", postgresql_where="due_at IS NOT NULL"),)

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
    reseller_id: int | None = link("reseller.id", default=None, index=True)
    contact_id: int | None = link("contact.id", default=None)
    owner: str = ""
    playbook: str | None = None
    findings: list[dict[str, Any]] = document(default_factory=list)
    missing: list[str] = document(default_factory=list)
    asked: int = 0
    reminders: int = 0
    due_at: datetime | None = moment(default=None)
    """When silence will have lasted long enough to remind or to close; null when nothing waits."""
    created_at: datetime = moment()
    updated_at: datetime = moment()
    closed_at: datetime | None = moment(default=None)
    first_response_at: datetime | None = moment(default=None)


class ParticipantRow(SQLModel, table=True):
    """An address that takes part in a ticket."""

    __tablename__ = "participant"
    __table_args__ = (Index("participant_address", "channel", "address"),)

    ticket_number: int = link("ticket.number", primary_key=True)
    channel: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    name: str = ""
    verified: bool = False


class TimelineRow(SQLModel, table=True):
    """One thing that happened on a ticket. Entries are added, never changed."""

    __tablename__ = "timeline"

    id: int | None = identity()
    ticket_number: int = link("ticket.number", index=True)
    at: datetime = moment()
    kind: str
    author: str = ""
    public: bool = False
    """Whether the reseller may see it."""
    verified: bool = True
    text: str = text()
    data: dict[str, Any] = document(default_factory=dict)
    inbound_id: int | None = link("inbound.id", default=None)
