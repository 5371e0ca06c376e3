"""What was promised for tickets, target by target."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlalchemy import text as text_of_sql
from sqlmodel import Field, SQLModel

from deskbot.store.tables.columns import identity, link, moment, text


class SlaTargetRow(SQLModel, table=True):
    """One target of a ticket. Another takes its place where it changes; at most one runs."""

    __tablename__ = "sla_target"
    __table_args__ = (
        Index("sla_target_due", "due_at", postgresql_where="due_at IS NOT NULL"),
        Index("sla_target_one_running", "ticket_number", unique=True, postgresql_where="ended_at IS NULL"),
        Index(
            "sla_target_next",
            "promised_at",
            text_of_sql("ticket_number DESC"),
            "breached_at",
            postgresql_where="ended_at IS NULL AND promised_at IS NOT NULL",
        ),
    )

    id: int | None = identity()
    ticket_number: int = link("ticket.number", index=True)
    severity: str
    tier: str = ""
    agreed: str = text(default="")
    """What was agreed with the reseller beside the tier. With severity and tier it decides what is promised."""
    says: str = text()
    """What is promised, or why nothing is."""
    accepted_at: datetime = moment()
    """When the message was accepted that opened the ticket, or opened it again."""
    counted_from: datetime = moment()
    """When the time begins: there, or where a message made the ticket graver."""
    promised_at: datetime | None = moment(default=None)
    """By when a person answers; null where no time is promised."""
    warn_at: datetime | None = moment(default=None)
    due_at: datetime | None = moment(default=None)
    """When it is to be looked at next; null when nothing waits."""
    set_at: datetime = moment()
    warned_at: datetime | None = moment(default=None)
    breached_at: datetime | None = moment(default=None)
    ended_at: datetime | None = moment(default=None)
    ended: str = ""
    """Why it ended: answered, replaced, merged, or what became of the ticket."""
    inherited: int | None = Field(default=None, foreign_key="sla_target.id", sa_type=BigInteger)
    """The target of a ticket that was merged into this one, whose promise is kept here."""
