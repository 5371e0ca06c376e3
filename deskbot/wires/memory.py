"""What a channel remembers, for whoever only reads it."""

from __future__ import annotations

from typing import Protocol


class Memory(Protocol):
    """The few things that a channel has kept (an offset, an installation)."""

    async def get(self, key: str) -> str | None:
        """Return what was put under the key, or None.

        Raises:
            UnavailableError: the database is away.
        """
        ...
