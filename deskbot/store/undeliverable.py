"""Addresses that our letters did not reach."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.message import Undelivered
from deskbot.store.directory import folded
from deskbot.store.tables import UndeliverableRow


async def mark(session: AsyncSession, channel: str, said: Undelivered, now: datetime) -> None:
    """Note that an address was not reached; what was known of it before is replaced."""
    row = {
        "channel": channel,
        "address": folded(said.address),
        "since": now,
        "permanent": said.permanent,
        "status": said.status,
        "why": said.why,
    }
    statement = insert(UndeliverableRow).values(row)
    await session.execute(statement.on_conflict_do_update(index_elements=["channel", "address"], set_=row))


async def find(session: AsyncSession, channel: str, address: str) -> UndeliverableRow | None:
    """Return what is known of an address that cannot be reached, None for any other."""
    return await session.get(UndeliverableRow, (channel, folded(address)))


async def of(
    session: AsyncSession, addresses: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], UndeliverableRow]:
    """Return what is known of those of some addresses, each behind its channel, that cannot be reached."""
    at: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for channel, address in addresses:
        at.setdefault((channel, folded(address)), []).append((channel, address))
    place = tuple_(col(UndeliverableRow.channel), col(UndeliverableRow.address))
    rows = (await session.scalars(select(UndeliverableRow).where(place.in_(list(at))))).all()
    return {one: row for row in rows for one in at[row.channel, row.address]}


async def clear(session: AsyncSession, channel: str, address: str) -> None:
    """Forget it: somebody writes from there."""
    await session.execute(
        delete(UndeliverableRow).where(
            col(UndeliverableRow.channel) == channel, col(UndeliverableRow.address) == folded(address)
        )
    )
