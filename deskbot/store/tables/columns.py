"""Column types that several tables share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, DateTime, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field


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


def text(**options: Any) -> Any:
    """Return a column for text of any length."""
    return Field(sa_type=Text, **options)
