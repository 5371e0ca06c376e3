"""What watches the rest: signs of life, and the canary's rounds."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from deskbot.model.canary import RoundState
from deskbot.store.tables.columns import identity, moment, text


class SignRow(SQLModel, table=True):
    """When somebody who keeps house for a queue was alive last."""

    __tablename__ = "sign_of_life"

    queue: str = Field(primary_key=True)
    at: datetime = moment()


class DutyRow(SQLModel, table=True):
    """Something that one process of all does at a time, such as fetching a mailbox."""

    __tablename__ = "duty"

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = moment()
    """Then another may take it on; whoever does it puts that off again and again."""


class CanaryRow(SQLModel, table=True):
    """One round of the canary: a test mail in, a page out, an acknowledgement, an answer back.

    Its ticket has the number -`id`, which is no number that anybody could name.
    """

    __tablename__ = "canary"

    id: int | None = identity()
    state: str = RoundState.RUNNING
    """running, well, missed, or void (the clock was moved while it ran)."""
    began_at: datetime = moment()
    due_at: datetime | None = moment(default=None)
    """When the test mail is handed to the mail door; null once it was taken."""
    accepted_at: datetime | None = moment(default=None)
    ticketed_at: datetime | None = moment(default=None)
    paged_at: datetime | None = moment(default=None)
    acknowledged_at: datetime | None = moment(default=None)
    sent_at: datetime | None = moment(default=None)
    """When the relay took the answer."""
    returned_at: datetime | None = moment(default=None)
    """When the answer came back: in at our own door, or into the mailbox."""
    ended_at: datetime | None = moment(default=None)
    tidied: bool = False
    """Whether its ticket and all that belongs to it have been taken away."""
    why: str = text(default="")
    """What went wrong, in words."""
