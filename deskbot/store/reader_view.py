"""What a ticket's page shows to its reader: public entries, and who sent them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.database import LOCK
from deskbot.store.directory import folded
from deskbot.store.tables import InboundRow, ParticipantRow, TimelineRow

MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """An entry that the reseller may see."""

    row: TimelineRow
    sender: str
    """The address from which it came, as it is compared; empty where it is no message."""


async def public_entries(session: AsyncSession, number: int) -> Sequence[PublicEntry]:
    """Return the newest public entries of a ticket, the oldest of them first."""
    query = (
        select(TimelineRow, InboundRow.sender)
        .outerjoin(InboundRow, col(InboundRow.id) == col(TimelineRow.inbound_id))
        .where(TimelineRow.ticket_number == number, col(TimelineRow.public))
        .order_by(col(TimelineRow.id).desc())
        .limit(MOST_ENTRIES)
    )
    found = (await session.execute(query)).all()
    return [PublicEntry(row, folded(sender or "")) for row, sender in reversed(found)]


async def lock_participant(session: AsyncSession, number: int, channel: str, address: str) -> ParticipantRow | None:
    """Return what an address is to a ticket, locked until the transaction ends."""
    return await session.get(ParticipantRow, (number, channel, address), with_for_update=LOCK, populate_existing=True)


async def end_links(session: AsyncSession, addresses: Collection[tuple[str, str]]) -> int:
    """Take back every link that was sent to some addresses; return to how many tickets there may have been one."""
    places = [(channel, folded(address)) for channel, address in addresses]
    query = (
        update(ParticipantRow)
        .where(tuple_(col(ParticipantRow.channel), col(ParticipantRow.address)).in_(places))
        .values(link_series=col(ParticipantRow.link_series) + 1)
        .returning(col(ParticipantRow.ticket_number))
    )
    return len(set((await session.scalars(query)).all()))
