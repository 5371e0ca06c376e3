"""Where events are sent, what happened, and what became of telling it."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from deskbot.model.webhook import DeliveryState
from deskbot.store.tables.columns import identity, link, many, moment, text


class WebhookRow(SQLModel, table=True):
    """An address to which events are sent; its secret is kept nowhere, but made of ours and of `generation`."""

    __tablename__ = "webhook"

    id: int | None = identity()
    url: str = text()
    events: list[str] = many()
    reseller_id: int | None = link("reseller.id", default=None)
    """The only one of whose tickets it is told."""
    created_at: datetime = moment()
    created_by: str
    generation: int = 1
    rotated_at: datetime | None = moment(default=None)
    failing_since: datetime | None = moment(default=None)
    off_at: datetime | None = moment(default=None)
    """Since when nothing is sent, as it failed for days; what happens meanwhile waits."""
    ended_at: datetime | None = moment(default=None)


class WebhookEventRow(SQLModel, table=True):
    """Something that happened; written by the database itself, in the transaction in which it did."""

    __tablename__ = "webhook_event"
    __table_args__ = (Index("webhook_event_due", "due_at", postgresql_where="due_at IS NOT NULL"),)

    id: int | None = identity()
    at: datetime = moment()
    kind: str
    ticket_number: int = link("ticket.number", index=True)
    entry_id: int | None = link("timeline.id", default=None)
    page_id: int | None = link("page.id", default=None)
    due_at: datetime | None = moment(default=None)
    """When it is handed out to the webhooks; null once it was."""


class WebhookDeliveryRow(SQLModel, table=True):
    """One event on its way to one webhook."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "event_id"),
        Index("webhook_delivery_due", "due_at", postgresql_where="due_at IS NOT NULL"),
        Index(
            "webhook_delivery_order",
            "webhook_id",
            "ticket_number",
            "event_id",
            postgresql_where=f"state = '{DeliveryState.QUEUED}'",
        ),
    )

    id: int | None = identity()
    webhook_id: int = link("webhook.id")
    event_id: int = link("webhook_event.id", index=True)
    ticket_number: int = Field(sa_type=BigInteger)
    state: str = DeliveryState.QUEUED
    attempts: int = 0
    due_at: datetime | None = moment(default=None)
    tried_at: datetime | None = moment(default=None)
    answered: int | None = None
    """The HTTP status of the last try; null where there was no answer."""
    says: str = text(default="")
    """What went wrong at the last try."""
