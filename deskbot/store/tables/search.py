"""What tickets are found by, made from what is said on them a moment after it was said; and lists that are kept."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field, SQLModel

from deskbot.store.tables.columns import identity, link, moment, text


class SearchSheetRow(SQLModel, table=True):
    """The words of a ticket; those of a very long one are on several sheets."""

    __tablename__ = "search_sheet"
    __table_args__ = (
        # Kept in order at once: a list of what is still to be put in order would be read by each search.
        Index("search_sheet_words", "words", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    )

    ticket_number: int = Field(
        sa_column=Column(BigInteger, ForeignKey("ticket.number"), primary_key=True, autoincrement=False)
    )
    place: int = Field(primary_key=True)
    words: Any = Field(sa_type=TSVECTOR)


class SearchMarkRow(SQLModel, table=True):
    """How far the sheets have come."""

    __tablename__ = "search_mark"

    name: str = Field(primary_key=True)
    """timeline: entries up to this id are on sheets; ticket: those below this number are still to be put there."""
    at: int = Field(sa_type=BigInteger)


class SavedViewRow(SQLModel, table=True):
    """A list of tickets that somebody keeps under a name."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: int | None = identity()
    account_id: int = link("account.id")
    name: str
    query: str = text()
    """The list's address behind its question mark."""
    shared: bool = False
    """Whether everybody at the desk sees it."""
    at: datetime = moment()
