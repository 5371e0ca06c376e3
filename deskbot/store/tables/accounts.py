"""Who may sign in to the console, where they have, and what was done by whom, there and everywhere else."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from deskbot.store.tables.columns import identity, link, moment, named, text


class AccountRow(SQLModel, table=True):
    """Somebody who may sign in."""

    __tablename__ = "account"
    __table_args__ = (
        Index("account_oidc_key", "oidc_key", unique=True, postgresql_where="oidc_key <> ''"),
        Index(
            "account_oidc_subject", "oidc_issuer", "oidc_subject", unique=True, postgresql_where="oidc_subject <> ''"
        ),
    )

    id: int | None = identity()
    name: str = Field(unique=True)
    """In small letters."""
    shown: str
    role: str
    staff: str = ""
    """Their key in desk.yaml."""
    password: str = text(default="")
    """As argon2 keeps it; empty for who signs in elsewhere."""
    created_at: datetime = moment()
    ended_at: datetime | None = moment(default=None)
    """Since when they may sign in no more."""
    oidc_key: str = ""
    """By which the identity provider's people are found when they come first; empty for who does not sign in there."""
    oidc_issuer: str = ""
    oidc_subject: str = ""
    """Who they are there, since they came first: from then on this counts, and not the key."""


class SignInRow(SQLModel, table=True):
    """A browser in which somebody has signed in."""

    __tablename__ = "sign_in"

    id: int | None = identity()
    digest: str = Field(unique=True)
    """Of the browser's key."""
    account_id: int = link("account.id", index=True)
    at: datetime = moment()
    seen_at: datetime = moment()
    """When it was used last, to the minute."""
    ended_at: datetime | None = moment(default=None)
    place: str = ""
    """The network address from which it was used first."""
    browser: str = ""
    oidc_state: str | None = Field(default=None, unique=True)
    """A digest of the way to the identity provider by which they came, which is good for once."""


class SignInTryRow(SQLModel, table=True):
    """A wrong name or password."""

    __tablename__ = "sign_in_try"
    __table_args__ = (Index("sign_in_try_at", "at"),)

    id: int | None = identity()
    at: datetime = moment()
    name: str
    place: str


class AuditRow(SQLModel, table=True):
    """Something that was changed by somebody; entries are added, never changed."""

    __tablename__ = "audit"
    __table_args__ = (Index("audit_at", "at"),)

    id: int | None = identity()
    at: datetime = moment()
    account_id: int | None = link("account.id", default=None)
    """None for whoever acts by another way: on the command line, by telephone, in a chat, or as a program."""
    who: str
    act: str
    about: str = ""
    """What it was done to: an account's name, a ticket's reference."""
    place: str = ""
    data: dict[str, Any] = named()
