"""What the desk's room shows."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from deskbot.store.tables.columns import link, moment


class CardRow(SQLModel, table=True):
    """A ticket's card in the desk's room, and how far the thread below it tells what has happened."""

    __tablename__ = "card"
    __table_args__ = (Index("card_due", "due_at", postgresql_where="due_at IS NOT NULL"),)

    ticket_number: int = link("ticket.number", primary_key=True)
    outbox_id: int | None = link("outbox.id", default=None)
    """The letter by which it was put up last."""
    line_id: int | None = link("outbox.id", default=None)
    """The letter in its thread that was written last: the next waits until it has gone, so that they keep their order.
    """
    shown: str = ""
    """The digest of what it shows."""
    told: int = Field(default=0, sa_type=BigInteger)
    """The newest entry of the timeline that the thread tells of."""
    attempts: int = 0
    """How often it could not be shown since it last could."""
    due_at: datetime | None = moment(default=None)
    """When it is tried again; null while nothing is in the way."""
