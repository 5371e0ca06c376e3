"""Values that requests and answers share: words that a database can hold, and cursors."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from deskbot.errors import DeskbotError

LARGEST = 2**62
MOST = 200
_DIGITS = re.compile(r"0|[1-9][0-9]*")
_ONE_LINE = r"^[^\x00-\x1f\x7f\u0085\u2028\u2029]*$"

Name = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=200)]
"""A key or name, or what somebody looks for."""
Line = Annotated[str, StringConstraints(pattern=_ONE_LINE, max_length=500)]
"""One line of words."""
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*[^\s\x00][^\x00]*$", min_length=1, max_length=100_000)]
"""Words of any kind, and not none."""
Mail = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z0-9_+%-]+(\.[A-Za-z0-9_+%-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", max_length=200
    ),
]


def _plainly(written: object) -> object:
    """Return what stands for a whole number, where it is written as such: each thing has one address."""
    if isinstance(written, str) and not _DIGITS.fullmatch(written):
        raise PydanticCustomError("int_parsing", "Input should be a whole number, in digits alone")
    return written


Plain = BeforeValidator(_plainly)
Number = Annotated[int, Plain, Path(ge=1, le=LARGEST, description="A ticket's: 1042 is T-1042.", examples=[1042])]
Key = Annotated[int, Plain, Path(ge=1, le=LARGEST, examples=[17])]
Limit = Annotated[int, Plain, Query(ge=1, le=MOST, description="How many at most.", examples=[50])]
Cursor = Annotated[
    str,
    Query(
        max_length=60,
        pattern=r"^[A-Za-z0-9_-]*$",
        description="Where to go on: `next` of the page before; empty for the first.",
        examples=[""],
    ),
]

T = TypeVar("T")
Source = TypeVar("Source")


class Document(BaseModel):
    """What is sent to us: nothing in it is left unread."""

    model_config = ConfigDict(extra="forbid")


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(default=None, description="The cursor of the next page; null on the last one.")


def page_of(found: Sequence[Source], limit: int, told: Callable[[Source], T], key: Callable[[Source], int]) -> Page[T]:
    """Return a page of what was found, one more than the page holds: then there is another."""
    shown = found[:limit]
    more = len(found) > limit
    return Page(items=[told(one) for one in shown], next=cursor_of(key(shown[-1])) if more else None)


def cursor_of(key: int) -> str:
    """Return what leads to the page behind a key."""
    return base64.urlsafe_b64encode(f"v1:{key}".encode()).decode().rstrip("=")


def key_of(cursor: str) -> int | None:
    """Return the key that a cursor holds; None for the first page.

    Raises:
        DeskbotError: it is none of ours.
    """
    if not cursor:
        return None
    try:
        mark, _, key = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(":")
    except (binascii.Error, ValueError):
        mark, key = "", ""
    if mark != "v1" or not key.isdecimal() or int(key) > LARGEST:
        raise DeskbotError("this cursor is none of ours: begin with the first page")
    return int(key)
