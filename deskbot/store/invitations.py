"""Codes by which an address becomes a contact's, and the addresses that have become theirs."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import cast, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.invitation import digest
from deskbot.store.database import LOCK
from deskbot.store.directory import folded
from deskbot.store.parting import part
from deskbot.store.tables import ContactRow, IdentityRow, InteractionRow, InvitationRow


def add(
    session: AsyncSession, code: str, contact_id: int, now: datetime, lasts: timedelta, by: tuple[str, str]
) -> None:
    """Keep a code's digest; `by` is the address (channel, address) that alone may use it, empty for any."""
    channel, address = by
    row = InvitationRow(
        code_sha256=digest(code),
        contact_id=contact_id,
        channel=channel,
        address=address,
        created_at=now,
        expires_at=now + lasts,
    )
    session.add(row)


async def use(session: AsyncSession, code: str, by: tuple[str, str], now: datetime) -> ContactRow | None:
    """Use a code up; return whose it is, None where it is none, or is over, or is another address's."""
    query = select(InvitationRow).where(InvitationRow.code_sha256 == digest(code)).with_for_update(key_share=True)
    row = (await session.scalars(query)).first()
    if row is None or row.used_at is not None or row.expires_at <= now:
        return None
    if row.channel and (row.channel, row.address) != by:
        return None
    contact = await session.get(ContactRow, row.contact_id, with_for_update=LOCK)
    if contact is None or not contact.active:
        return None
    row.used_at = now
    return contact


async def sent_since(session: AsyncSession, contact_id: int, since: datetime) -> int:
    """Return how many codes were made for a contact since a moment that some address has asked for."""
    query = select(func.count()).where(
        InvitationRow.contact_id == contact_id, InvitationRow.created_at > since, InvitationRow.channel != ""
    )
    return await session.scalar(query) or 0


async def tries_since(session: AsyncSession, channel: str, actor: str, verb: str, since: datetime) -> int:
    """Return how often an address has given a command of the tickets' table since a moment."""
    query = select(func.count()).where(
        InteractionRow.channel == channel,
        InteractionRow.actor == actor,
        InteractionRow.at > since,
        cast(InteractionRow.arguments, JSONB)["verb"].as_string() == verb,
    )
    return await session.scalar(query) or 0


async def owner(session: AsyncSession, channel: str, address: str) -> tuple[IdentityRow, ContactRow] | None:
    """Return whose an address is, whether they are still there or not; None for nobody's."""
    query = (
        select(IdentityRow, ContactRow)
        .join(ContactRow, col(ContactRow.id) == col(IdentityRow.contact_id))
        .where(IdentityRow.channel == channel, func.lower(col(IdentityRow.address)) == folded(address))
        .order_by(col(ContactRow.active).desc(), col(IdentityRow.id))
    )
    found = (await session.execute(query)).first()
    return (found[0], found[1]) if found else None


async def take(session: AsyncSession, contact_id: int, channel: str, address: str) -> bool:
    """Take an address away from a contact; False where they do not have it."""
    had = await owner(session, channel, address)
    if had is None or had[1].id != contact_id:
        return False
    await session.delete(had[0])
    await part(session, had[1], channel, address)
    return True


async def give(session: AsyncSession, contact_id: int, channel: str, address: str) -> None:
    """Give an address to a contact; whoever had it has it no more."""
    had = await owner(session, channel, address)
    if had is not None:
        if had[1].id != contact_id:
            await part(session, had[1], channel, address)
        had[0].contact_id = contact_id
        return
    session.add(IdentityRow(contact_id=contact_id, channel=channel, address=address))
    await session.flush()
