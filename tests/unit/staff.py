"""People of a desk, for tests of how they are named."""

from __future__ import annotations

from deskbot.desk import Responder


def staff(**names: str) -> dict[str, Responder]:
    """Return people by their keys, in that order."""
    return {key: Responder(key=key, name=name, mail="") for key, name in names.items()}
