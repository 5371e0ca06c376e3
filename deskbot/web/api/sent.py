"""What a program sends: bounded before it is read, and before anybody looks at what it says."""

from __future__ import annotations

import json
import re
import string
from typing import Any

from starlette.types import Scope

from deskbot.web.room import SMALL

LARGEST = 16_000_000
"""Bytes: files of ten megabytes, as JSON holds them, and words."""
WITH_FILES = re.compile(r"/tickets(/[0-9]+/(messages|answers))?")
"""Where files may come; a request to anywhere else is small."""
MOST_VALUES = 1000
"""Fields and items of one request, those within others too: what is wrong with each would be told."""
MOST_ELSE = 600_000
"""Bytes that are no letters of base64, of which files consist: the longest words, each of their letters escaped."""
_BASE64 = (string.ascii_letters + string.digits + "+/=").encode()


def most_of(path: str) -> int:
    """Return how many bytes a request to a path may have."""
    return LARGEST if WITH_FILES.fullmatch(path) else SMALL


def is_laden(body: bytes) -> bool:
    """Return whether a request holds more values than any that we understand: nobody reads them one by one."""
    if len(body) > SMALL and len(body.translate(None, _BASE64)) > MOST_ELSE:
        return True
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return False  # whoever reads it says what is wrong
    waiting, found = [value], 0
    while waiting and found <= MOST_VALUES:
        held = _held_by(waiting.pop())
        found += len(held)
        waiting += held[: MOST_VALUES + 1]
    return found > MOST_VALUES


def told_length(scope: Scope) -> str:
    """Return what a request says of its own length; empty where it says nothing."""
    return next((value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"content-length"), "")


def _held_by(value: Any) -> list[Any]:
    match value:
        case dict():
            return list(value.values())  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        case list():
            return value  # pyright: ignore[reportUnknownVariableType]
        case _:
            return []
