"""What a form carries so that a press counts once, however often it is sent."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

_LONGEST = 40
"""Characters; ours are shorter."""


def once() -> str:
    """Return what makes a press one of its own."""
    return secrets.token_urlsafe(9)


def once_of(fields: Mapping[str, str]) -> str:
    """Return what makes the press one of its own that a form has brought, or another where it brought none."""
    return shortened(fields.get("once", "")) or once()


def shortened(given: str) -> str:
    """Return so much of what came from outside as may stand for a press."""
    return given[:_LONGEST]
