"""The few things that a channel must remember; see `deskbot.channels.ChannelState`."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert

from deskbot.store.database import Database
from deskbot.store.tables import ChannelStateRow


@dataclass(frozen=True, slots=True)
class StoredState:
    """One channel's memory in the database."""

    database: Database
    channel: str

    async def get(self, key: str) -> str | None:
        """See `ChannelState.get`."""
        async with self.database.begin() as session:
            row = await session.get(ChannelStateRow, (self.channel, key))
            return row.value if row else None

    async def put(self, key: str, value: str) -> None:
        """See `ChannelState.put`."""
        statement = insert(ChannelStateRow).values(channel=self.channel, key=key, value=value)
        statement = statement.on_conflict_do_update(index_elements=["channel", "key"], set_={"value": value})
        async with self.database.begin() as session:
            await session.execute(statement)
