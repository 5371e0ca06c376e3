"""What is known of who is on call beside desk.yaml: overrides, and the calendars that it names."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from deskbot.store.tables.columns import identity, many, moment, text


class OverrideRow(SQLModel, table=True):
    """Somebody's decision that others are on call for a while; one that is taken back is kept."""

    __tablename__ = "roster_override"
    __table_args__ = (Index("roster_override_span", "ends_at", "starts_at"),)

    id: int | None = identity()
    schedule: str
    kind: str
    goes: str = ""
    comes: list[str] = many()
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    made_by: str
    why: str = text(default="")
    made_at: datetime = moment()
    swap: str = Field(default="", index=True)
    """What the two replacements of a swap share; empty for others."""
    cancelled_at: datetime | None = moment(default=None)
    cancelled_by: str = ""


class CalendarRow(SQLModel, table=True):
    """A calendar as it was read last: the pager reads it from here, and waits for no file and no server."""

    __tablename__ = "calendar"

    place: str = Field(primary_key=True)
    """The file or address, as desk.yaml names it."""
    content: str = text(default="")
    """As it was read last without an error; empty where it never was."""
    read_at: datetime | None = moment(default=None)
    tried_at: datetime = moment()
    problem: str = text(default="")
    """Why it could not be read the last time; empty where it could."""
