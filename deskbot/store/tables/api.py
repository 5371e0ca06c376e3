"""Programs that may use the API, and what they were answered."""

# SQLModel declares __tablename__ as something that a plain name does not fit.
# pyright: reportAssignmentType=false

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from deskbot.store.tables.columns import identity, link, many, moment, named


class ApiTokenRow(SQLModel, table=True):
    """A token; it is kept when it is revoked, as what it did stands on timelines."""

    __tablename__ = "api_token"

    id: int | None = identity()
    name: str = Field(unique=True)
    digest: str = Field(unique=True)
    """Of the token, which is kept nowhere."""
    scopes: list[str] = many()
    reseller_id: int | None = link("reseller.id", default=None)
    created_at: datetime = moment()
    created_by: str
    expires_at: datetime | None = moment(default=None)
    revoked_at: datetime | None = moment(default=None)
    used_at: datetime | None = moment(default=None)
    """When it was used last, to the minute."""


class ApiAnswerRow(SQLModel, table=True):
    """What a request was answered that named itself by a key: the same request is answered so again, and not done."""

    __tablename__ = "api_answer"
    __table_args__ = (Index("api_answer_at", "at"),)

    token_id: int = link("api_token.id", primary_key=True)
    key: str = Field(primary_key=True)
    digest: str
    """Of the request."""
    at: datetime = moment()
    status: int = 0
    body: dict[str, Any] = named()
