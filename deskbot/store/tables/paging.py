"""Pages, their notifications, and what people answered."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from deskbot.model.page import Attempt, PageState
from deskbot.store.tables.columns import identity, link, many, moment, named, text
from deskbot.tracing import position


class PageRow(SQLModel, table=True):
    """The wish that a responder takes a ticket; a ticket has at most one that is open."""

    __tablename__ = "page"
    __table_args__ = (
        Index("page_due", "due_at", postgresql_where="due_at IS NOT NULL"),
        Index("page_one_open", "ticket_number", unique=True, postgresql_where="state = 'open'"),
        Index("page_one_code", "code", unique=True, postgresql_where="state = 'open'"),
        Index("page_by_code", "code"),
        Index("page_closed", "closed_at"),
        Index("page_begun", "created_at"),
        Index("page_untaken", "id", postgresql_where="state IN ('open', 'unanswered')"),
        Index("page_unverified", "created_at", postgresql_where="NOT verified"),
    )

    id: int | None = identity()
    ticket_number: int = link("ticket.number", index=True)
    policy: str
    state: str = PageState.OPEN
    step: int = 0
    level: int = -1
    round: int = 0
    begun: int = 0
    done: list[str] = many()
    code: int
    due_at: datetime | None = moment(default=None)
    created_at: datetime = moment()
    closed_at: datetime | None = moment(default=None)
    acknowledged: list[str] = many()
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = moment(default=None)
    verified: bool = True
    folded_into: int | None = link("page.id", default=None, index=True)
    """The page that stands for this one, as both are about the same trouble."""
    snoozed_at: datetime | None = moment(default=None)
    """When whoever has it put it off: it is paged anew at `due_at`, unless something has happened on it since."""
    handed_to: str = ""
    """Who is being paged to take it from `handed_by`, who has it until then."""
    handed_by: str = ""
    held_due_at: datetime | None = moment(default=None)
    """When it would have been due but for maintenance, at whose end it is due now; null where nothing holds it."""
    trace: str | None = text(default_factory=position)
    """Where in the trace of its message it was opened; null where nothing is traced."""


class NotificationRow(SQLModel, table=True):
    """The wish to reach one responder by one medium; each try of it with a carrier is a dispatch."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("page_id", "step", "responder", "medium", name="notification_once"),
        Index("notification_due", "due_at", postgresql_where="due_at IS NOT NULL"),
        Index("notification_to", "address", "medium"),
    )

    id: int | None = identity()
    page_id: int = link("page.id", index=True)
    step: int
    level: int
    round: int
    responder: str
    medium: str
    address: str
    state: str = Attempt.QUEUED
    attempts: int = 0
    due_at: datetime | None = moment(default=None)
    wanted_at: datetime | None = moment(default=None)
    """When it should have gone out, by the time at which its step was due: where that is long ago, it says so."""
    sent_at: datetime | None = moment(default=None)
    asked: int = 0
    """How often its carrier was asked what has become of it, since it was handed over last."""
    unanswered: int = 0
    """Calls that were busy, or that nobody answered."""
    severity: str = ""
    """Of its ticket when it was last handed to a carrier, of a bundle the gravest; empty before."""
    held: str = text(default="")
    """Why it waits until `due_at`, for people; empty when it does not, and from the moment on when it goes."""
    bundle_id: int | None = link("bundle.id", default=None, index=True)
    """With which others it has gone as one; the dispatch belongs to one of them."""
    detail: str = text(default="")
    created_at: datetime = moment()
    updated_at: datetime = moment()


class BundleRow(SQLModel, table=True):
    """Several pages that one phone got as one, with a code that answers all of them."""

    __tablename__ = "bundle"
    __table_args__ = (Index("bundle_at", "address", "code"),)

    id: int | None = identity()
    code: int
    address: str
    created_at: datetime = moment()


class DispatchRow(SQLModel, table=True):
    """One handing over of a notification to a carrier; it is written before the carrier is asked."""

    __tablename__ = "dispatch"
    __table_args__ = (
        Index("dispatch_of_carrier", "carrier", "begun_at", "id"),
        Index("dispatch_shows", "carrier", "up", "id"),
        Index("dispatch_begun", "begun_at"),
    )

    id: int | None = identity()
    notification_id: int = link("notification.id", index=True)
    carrier: str
    token: str = Field(unique=True)
    """Names it in the carrier's callbacks."""
    provider_id: str = Field(default="", index=True)
    state: str
    code: int | None = None
    """The carrier's number for what went wrong."""
    detail: str = text(default="")
    segments: int = 0
    """Of a text, as it was sent."""
    up: bool | None = None
    """Whether the carrier itself worked, whatever became of this; None while nobody knows."""
    begun_at: datetime = moment()
    updated_at: datetime = moment()


class PageMessageRow(SQLModel, table=True):
    """A page's message in a chat, as long as it may have to be written anew."""

    __tablename__ = "page_message"
    __table_args__ = (
        UniqueConstraint("medium", "place", name="page_message_once"),
        Index("page_message_due", "due_at", postgresql_where="due_at IS NOT NULL"),
    )

    id: int | None = identity()
    notification_id: int = link("notification.id", index=True)
    medium: str
    place: str
    """Under which its carrier knows it."""
    says: str = text()
    """As it was sent."""
    said: str = text(default="")
    """What whoever pressed one of its buttons was answered last."""
    several: bool = False
    """It is for several pages, which one press answers."""
    shown: str = ""
    """Tells apart what it shows now; empty where that is not known."""
    attempts: int = 0
    """In vain, since it was written anew last."""
    due_at: datetime | None = moment(default=None)
    """Until then nobody else writes it anew: somebody does just now, or it was in vain and is tried again."""
    created_at: datetime = moment()


class NoticeRow(SQLModel, table=True):
    """What a responder is told about a page, which asks them for nothing: who has taken it; by text, or in a chat."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("notice_due", "due_at", postgresql_where="due_at IS NOT NULL"),
        Index("notice_taken", "provider_id", postgresql_where="state = 'sent'"),
    )

    id: int | None = identity()
    page_id: int = link("page.id", index=True)
    behind: int | None = link("notification.id", default=None)
    """The page's text that it must not overtake."""
    responder: str
    medium: str = "sms"
    address: str
    says: str = text()
    state: str = Attempt.QUEUED
    attempts: int = 0
    due_at: datetime | None = moment(default=None)
    carrier: str = ""
    """The one that has taken it."""
    provider_id: str = ""
    asked: int = 0
    """How often that carrier was asked what has become of it."""
    detail: str = text(default="")
    created_at: datetime = moment()
    updated_at: datetime = moment()


class MaintenanceRow(SQLModel, table=True):
    """A time in which nobody is paged for what can wait, by somebody's decision."""

    __tablename__ = "maintenance"

    id: int | None = identity()
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    everything: bool = False
    """Also what is S1."""
    made_by: str
    why: str = text()
    ended_at: datetime | None = moment(default=None)
    """When somebody ended it before its time."""
    ended_by: str = ""


class NumberRow(SQLModel, table=True):
    """What is known of a number, for one medium: whether it may be used, and whether somebody was reached by it."""

    __tablename__ = "number"

    address: str = Field(primary_key=True)
    medium: str = Field(primary_key=True)
    sender: str = Field(default="", primary_key=True)
    """The number of ours whose texts its owner has stopped; empty for what holds whoever sends."""
    flag: str = ""
    """Why it is not used; empty where nothing speaks against it."""
    code: int | None = None
    """The carrier's number for the reason."""
    detail: str = text(default="")
    flagged_at: datetime | None = moment(default=None)
    until: datetime | None = moment(default=None)
    """When the flag lapses; None where it stays until it is lifted."""
    verified_at: datetime | None = moment(default=None)
    """When somebody was last reached by it for certain."""


class InteractionRow(SQLModel, table=True):
    """A command that was carried out, with its answer: the same id again gets the same answer."""

    __tablename__ = "interaction"
    __table_args__ = (Index("interaction_actor", "channel", "actor", "at"),)

    channel: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    at: datetime = moment()
    actor: str
    name: str
    arguments: dict[str, Any] = named()
    answer: dict[str, Any] = named()
