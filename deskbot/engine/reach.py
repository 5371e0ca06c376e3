"""Whether somebody can be reached by a channel, as the channel itself tells."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.clock import Clock
from deskbot.engine.in_time import within_limit
from deskbot.model.message import Undelivered
from deskbot.store import undeliverable
from deskbot.store.database import Database


@dataclass(frozen=True, slots=True)
class Reach:
    """Notes who cannot be reached."""

    database: Database
    clock: Clock

    async def lost(self, channel: str, address: str, why: str) -> None:
        """Note that nothing reaches an address any more: what would go there goes by another way.

        Raises:
            UnavailableError: it was not kept.
        """

        async def note() -> None:
            async with self.database.begin() as session:
                said = Undelivered(address, permanent=True, why=why)
                await undeliverable.mark(session, channel, said, self.clock.now())

        await within_limit(note)

    async def found(self, channel: str, address: str) -> None:
        """Note that an address can be reached again.

        Raises:
            UnavailableError: it was not kept.
        """

        async def note() -> None:
            async with self.database.begin() as session:
                await undeliverable.clear(session, channel, address)

        await within_limit(note)
