"""Where an app is installed, in the memory of its channel; what is kept of each is for that channel to read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.database import LOCK
from deskbot.store.tables import ChannelStateRow
from deskbot.store.tables.columns import table_of

_USED = "used."


async def places(session: AsyncSession, channel: str, prefix: str) -> dict[str, str]:
    """Return what is kept under each key that begins so, by what follows in it."""
    query = (
        select(ChannelStateRow)
        .where(ChannelStateRow.channel == channel, col(ChannelStateRow.key).startswith(prefix, autoescape=True))
        .order_by(col(ChannelStateRow.key))
    )
    return {row.key.removeprefix(prefix): row.value for row in await session.scalars(query)}


async def lock(session: AsyncSession, channel: str, key: str) -> ChannelStateRow | None:
    """Return what is kept under a key, locked until the transaction ends; None where nothing is."""
    return await session.get(ChannelStateRow, (channel, key), with_for_update=LOCK, populate_existing=True)


async def lock_unless_taken(session: AsyncSession, channel: str, key: str) -> ChannelStateRow | None:
    """Return the same; None as well where somebody else has it in hand."""
    query = (
        select(ChannelStateRow)
        .where(ChannelStateRow.channel == channel, ChannelStateRow.key == key)
        .with_for_update(skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).first()


async def forget(session: AsyncSession, channel: str, key: str) -> None:
    """Keep nothing more under a key."""
    await session.execute(
        delete(ChannelStateRow).where(col(ChannelStateRow.channel) == channel, col(ChannelStateRow.key) == key)
    )


async def use_up(session: AsyncSession, channel: str, name: str, until: datetime, now: datetime) -> bool:
    """Note that something is used that is good for once and until a moment; False where it was used before."""
    old = [key for key, told in (await places(session, channel, _USED)).items() if datetime.fromisoformat(told) < now]
    for key in old:
        await forget(session, channel, f"{_USED}{key}")
    statement = insert(table_of(ChannelStateRow)).values(channel=channel, key=f"{_USED}{name}", value=until.isoformat())
    noted = await session.scalar(statement.on_conflict_do_nothing().returning(col(ChannelStateRow.key)))
    return noted is not None
