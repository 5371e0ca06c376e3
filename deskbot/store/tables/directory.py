"""Resellers, their people, and the systems that they look after."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as text_of_sql
from sqlmodel import Field, SQLModel

from deskbot.store.tables.columns import identity, link, moment, text


class ResellerRow(SQLModel, table=True):
    """An organisation. `key` is its name in imports and on the command line."""

    __tablename__ = "reseller"

    id: int | None = identity()
    key: str = Field(unique=True)
    name: str
    region: str = ""
    zone: str = "UTC"
    tier: str = ""
    targets: str = text(default="")
    """What is agreed beside the tier, as `desk.agreed` reads it."""


class DomainRow(SQLModel, table=True):
    """A mail domain whose every address belongs to one reseller."""

    __tablename__ = "reseller_domain"

    domain: str = Field(primary_key=True)
    reseller_id: int = link("reseller.id", index=True)


class ContactRow(SQLModel, table=True):
    """A person at a reseller; one who has left keeps the row and loses `active`."""

    __tablename__ = "contact"

    id: int | None = identity()
    reseller_id: int = link("reseller.id", index=True)
    name: str
    active: bool = True
    trained: bool | None = None
    """Whether they have attended the introductory training; null where nobody has said."""
    admin: bool = False
    """Whether they see the tickets of all their colleagues listed, and invite colleagues."""
    prefers: str = ""
    """The channel by which they want to be written to; empty is the one that they last used."""


class IdentityRow(SQLModel, table=True):
    """One address of a contact on one channel."""

    __tablename__ = "identity"
    __table_args__ = (
        UniqueConstraint("channel", "address"),
        Index("identity_folded", "channel", text_of_sql("lower(address)")),
    )

    id: int | None = identity()
    contact_id: int = link("contact.id", index=True)
    channel: str
    address: str


class InvitationRow(SQLModel, table=True):
    """A code by which an address becomes a contact's: it is used once, and for a while."""

    __tablename__ = "invitation"

    id: int | None = identity()
    code_sha256: str = Field(unique=True)
    """The code itself is kept nowhere."""
    contact_id: int = link("contact.id", index=True)
    channel: str = ""
    """The address that asked for it, which alone may use it; empty where whoever has it may."""
    address: str = ""
    created_at: datetime = moment()
    expires_at: datetime = moment()
    used_at: datetime | None = moment(default=None)


class SystemRow(SQLModel, table=True):
    """An installation at an end user's site."""

    __tablename__ = "system"

    id: int | None = identity()
    reseller_id: int = link("reseller.id", index=True)
    host_id: str = Field(unique=True)
    customer: str
    site: str = ""
    model: str = ""
    release: str = ""
    subscription_until: date | None = None
