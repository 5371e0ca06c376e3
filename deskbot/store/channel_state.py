"""The few things that a channel must remember; see `deskbot.channels.ChannelState`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from deskbot.clock import Clock, SystemClock
from deskbot.model.look import Look, after
from deskbot.store import duties
from deskbot.store.database import Database
from deskbot.store.tables import ChannelStateRow

_LOOK = "look"
HELD_BACK = "held-back"
"""When a wire has last told that it keeps things from us."""


@dataclass(frozen=True, slots=True)
class StoredState:
    """One channel's memory in the database."""

    database: Database
    channel: str
    clock: Clock = field(default_factory=SystemClock)
    holder: str = field(default_factory=duties.this_process)

    async def get(self, key: str) -> str | None:
        """See `ChannelState.get`."""
        async with self.database.begin() as session:
            return await remembered(session, self.channel, key)

    async def put(self, key: str, value: str) -> None:
        """See `ChannelState.put`."""
        async with self.database.begin() as session:
            await remember(session, self.channel, key, value)

    async def hold(self, duty: str, lasts: timedelta) -> bool:
        """See `ChannelState.hold`."""
        async with self.database.begin() as session:
            return await duties.hold(session, self._duty(duty), self.holder, lasts, self.clock.now())

    async def let_go(self, duty: str) -> None:
        """See `ChannelState.let_go`."""
        async with self.database.begin() as session:
            await duties.let_go(session, self._duty(duty), self.holder)

    def _duty(self, duty: str) -> str:
        return f"{self.channel}:{duty}"

    async def note_look(self, trouble: str = "") -> None:
        """See `ChannelState.note_look`."""
        async with self.database.begin() as session:
            last = await last_look(session, self.channel)
            await remember(session, self.channel, _LOOK, _as_text(after(last, trouble, self.clock.now())))

    async def forget_looks(self) -> None:
        """Forget how a place stood that nobody looks at any more, because nobody is to."""
        async with self.database.begin() as session:
            await session.execute(
                delete(ChannelStateRow).where(
                    col(ChannelStateRow.channel) == self.channel, col(ChannelStateRow.key) == _LOOK
                )
            )


async def last_look(session: AsyncSession, channel: str) -> Look:
    """Return what is known of the place that a channel fetches from."""
    text = await remembered(session, channel, _LOOK)
    if text is None:
        return Look()
    kept = json.loads(text)
    return Look(_moment(kept["looked_at"]), kept["trouble"], _moment(kept["since"]))


async def held_back(session: AsyncSession, channel: str) -> datetime | None:
    """Return when a wire has last told that it keeps things from us; None where it never has."""
    return _moment(await remembered(session, channel, HELD_BACK))


async def remembered(session: AsyncSession, channel: str, key: str) -> str | None:
    """Return what was put last under a key; None before that."""
    row = await session.get(ChannelStateRow, (channel, key), populate_existing=True)
    return row.value if row else None


async def remember(session: AsyncSession, channel: str, key: str, value: str) -> None:
    """Put a value in the place of what was there."""
    statement = insert(ChannelStateRow).values(channel=channel, key=key, value=value)
    statement = statement.on_conflict_do_update(index_elements=["channel", "key"], set_={"value": value})
    await session.execute(statement)


def _as_text(look: Look) -> str:
    moments = {"looked_at": look.looked_at, "since": look.since}
    return json.dumps({name: at and at.isoformat() for name, at in moments.items()} | {"trouble": look.trouble})


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
