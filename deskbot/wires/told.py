"""What a webhook told, as it was stored: a JSON object of which nothing is certain but that we wrote it."""

from __future__ import annotations

import json
from typing import Any

from deskbot.model.sound import sound


def told_in(raw: bytes, what: str) -> dict[str, Any]:
    """Return the object that was stored.

    Args:
        raw: the stored payload.
        what: it is to be, for the error: "a text".

    Raises:
        ValueError: it is none.
    """
    told = _parsed(raw, what)
    if not isinstance(told, dict):
        raise ValueError(f"no payload of {what}")  # noqa: TRY004  (the one error of a channel's contract)
    return told


def told_of_all(raw: bytes, what: str) -> list[dict[str, Any]]:
    """Return the objects that were stored, one after another, or the only one; raises as `told_in` does."""
    told = _parsed(raw, what)
    found = told if isinstance(told, list) else [told]
    if not found or not all(isinstance(one, dict) for one in found):
        raise ValueError(f"no payload of {what}")
    return found


def _parsed(raw: bytes, what: str) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"no payload of {what}: {error}") from None


def text_in(told: dict[str, Any], key: str) -> str:
    """Return what stands under a key, as a database keeps it; empty where it is no text."""
    value = told.get(key)
    return sound(value) if isinstance(value, str) else ""


def number_in(told: dict[str, Any], key: str) -> int:
    """Return the whole number under a key, 0 where there is none."""
    value = told.get(key)
    return value if isinstance(value, int) else 0


def object_in(told: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the object under a key, empty where there is none."""
    value = told.get(key)
    return value if isinstance(value, dict) else {}


def object_of(text: str) -> dict[str, Any]:
    """Return the object that a text is; an empty one where it is none."""
    try:
        told = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
