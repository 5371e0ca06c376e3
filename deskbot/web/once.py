"""What a form carries so that a press counts once, however often it is sent."""

from __future__ import annotations

import secrets


def once() -> str:
    """Return what makes a press one of its own."""
    return secrets.token_urlsafe(9)
