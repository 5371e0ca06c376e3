"""Who has a ticket before them, and who writes there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.tables import AccountRow, PresenceRow


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is at a ticket."""

    shown: str
    wrote_at: datetime | None


async def note(session: AsyncSession, number: int, account_id: int, now: datetime, *, writes: bool) -> None:
    """Note that somebody has a ticket before them now, and whether they write."""
    row = {"ticket_number": number, "account_id": account_id, "at": now, "wrote_at": now if writes else None}
    changed = {"at": now} | ({"wrote_at": now} if writes else {})
    statement = insert(PresenceRow).values(row)
    await session.execute(statement.on_conflict_do_update(index_elements=["ticket_number", "account_id"], set_=changed))


async def others(session: AsyncSession, number: int, account_id: int, since: datetime) -> Sequence[Present]:
    """Return who else is at a ticket since a moment, by name."""
    query = (
        select(AccountRow.shown, PresenceRow.wrote_at)
        .join(PresenceRow, col(AccountRow.id) == col(PresenceRow.account_id))
        .where(PresenceRow.ticket_number == number, PresenceRow.account_id != account_id, PresenceRow.at >= since)
        .order_by(col(AccountRow.shown))
    )
    return [Present(shown, wrote_at) for shown, wrote_at in (await session.execute(query)).all()]
