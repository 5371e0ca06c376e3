"""Column types that several tables share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, DateTime, Table, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


def table_of(row: type[SQLModel]) -> Table:
    """Return the table of a row's class, for a statement that is made once."""
    return row.__table__  # pyright: ignore[reportAttributeAccessIssue]


def identity() -> Any:
    """Return a primary key that will not run out."""
    return Field(default=None, primary_key=True, sa_type=BigInteger)


def link(target: str, **options: Any) -> Any:
    """Return a column that points to another table's primary key."""
    return Field(foreign_key=target, sa_type=BigInteger, **options)


def moment(**options: Any) -> Any:
    """Return a column for a moment with a time zone."""
    return Field(sa_type=DateTime(timezone=True), **options)  # pyright: ignore[reportArgumentType]


def document(**options: Any) -> Any:
    """Return a column for a JSON document."""
    return Field(sa_type=JSONB, **options)


def many(**options: Any) -> Any:
    """Return a column for a JSON list, empty at first."""
    return document(default_factory=_nothing, **options)


def named(**options: Any) -> Any:
    """Return a column for a JSON object, empty at first."""
    return document(default_factory=_unnamed, **options)


# Each new row asks how its factories are called; of `list` and `dict` themselves that is read from their documentation,
# which takes a millisecond for a ticket.
def _nothing() -> list[Any]:
    return []


def _unnamed() -> dict[str, Any]:
    return {}


def text(**options: Any) -> Any:
    """Return a column for text of any length."""
    return Field(sa_type=Text, **options)
