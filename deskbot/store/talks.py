"""Of which tickets was spoken with somebody on a wire that has no threads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.message import InboundState
from deskbot.model.talk import Spoken
from deskbot.store.directory import folded
from deskbot.store.named_locks import lock_name
from deskbot.store.tables import InboundRow, OutboxRow


async def take_turns(session: AsyncSession, channel: str, address: str) -> None:
    """Wait until nobody else reads what an address has said on a wire; until the transaction ends it is our turn."""
    await lock_name(session, f"talk {channel}:{folded(address)}")


async def spoken(session: AsyncSession, channel: str, address: str, since: datetime) -> Sequence[Spoken]:
    """Return the tickets of which either side has spoken since a moment."""
    heard = (
        select(InboundRow.ticket_number, func.max(InboundRow.accepted_at))
        .where(
            InboundRow.channel == channel,
            func.lower(InboundRow.sender) == folded(address),
            col(InboundRow.ticket_number).is_not(None),
            InboundRow.state == InboundState.TICKETED,
            col(InboundRow.accepted_at) >= since,
        )
        .group_by(col(InboundRow.ticket_number))
    )
    found = {number: Spoken(number, at, asked=False) for number, at in (await session.execute(heard)).all()}
    said = (
        select(OutboxRow)
        .where(
            OutboxRow.channel == channel,
            OutboxRow.to_address == folded(address),
            col(OutboxRow.ticket_number).is_not(None),
            col(OutboxRow.created_at) >= since,
        )
        .order_by(col(OutboxRow.created_at), col(OutboxRow.id))
    )
    for row in (await session.scalars(said)).all():
        number, known = row.ticket_number or 0, found.get(row.ticket_number or 0)
        if known is None or known.at <= row.created_at:
            found[number] = Spoken(number, row.created_at, asked=bool(row.payload.get("questions")))
    return tuple(found.values())
