"""Text that a database keeps."""

from __future__ import annotations


def sound(text: str) -> str:
    """Return text without a NUL, and with "?" for half a character: no database takes either, and JSON has both."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
