"""What a language model is asked about a ticket, where one is plugged in."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import SQLModel

from deskbot.store.tables.columns import link, moment, text


class SuggestionRow(SQLModel, table=True):
    """The wish for one suggestion; what came of it stands on the ticket's timeline."""

    __tablename__ = "suggestion"
    __table_args__ = (Index("suggestion_due", "due_at", postgresql_where="due_at IS NOT NULL"),)

    ticket_number: int = link("ticket.number", primary_key=True)
    state: str = "wanted"
    """wanted, written, or given-up."""
    attempts: int = 0
    wished_at: datetime = moment(index=True)
    due_at: datetime | None = moment(default=None)
    """When the next attempt is due, or a running one is given up; null when nothing is to be done."""
    detail: str = text(default="")
