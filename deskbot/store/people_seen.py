"""The directory as a person looks at it: resellers, and one reseller's people with their addresses and invitations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlalchemy import select as choose
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.people_seen import PersonSeen, ResellerSeen
from deskbot.store.tables import ContactRow, IdentityRow, InvitationRow, ResellerRow, SystemRow

MOST_RESELLERS, MOST_PEOPLE = 1000, 500


async def resellers(session: AsyncSession) -> tuple[ResellerSeen, ...]:
    """Return the resellers by name, with how many people and systems each has."""
    people = choose(col(ContactRow.reseller_id), func.count().label("of")).where(col(ContactRow.active))
    people_of = people.group_by(col(ContactRow.reseller_id)).subquery()
    systems = choose(col(SystemRow.reseller_id), func.count().label("of")).group_by(col(SystemRow.reseller_id))
    systems_of = systems.subquery()
    query = (
        choose(ResellerRow, func.coalesce(people_of.c["of"], 0), func.coalesce(systems_of.c["of"], 0))
        .outerjoin(people_of, people_of.c.reseller_id == col(ResellerRow.id))
        .outerjoin(systems_of, systems_of.c.reseller_id == col(ResellerRow.id))
        .order_by(func.lower(col(ResellerRow.name)))
        .limit(MOST_RESELLERS)
    )
    return tuple(
        ResellerSeen(row.key, row.name, row.region, row.tier, contacts, owned)
        for row, contacts, owned in (await session.execute(query)).all()
    )


async def people(session: AsyncSession, key: str, now: datetime) -> tuple[PersonSeen, ...]:
    """Return a reseller's people by name: those who are still there first."""
    query = (
        select(ContactRow)
        .join(ResellerRow, col(ResellerRow.id) == col(ContactRow.reseller_id))
        .where(ResellerRow.key == key)
        .order_by(col(ContactRow.active).desc(), func.lower(col(ContactRow.name)))
        .limit(MOST_PEOPLE)
    )
    rows = (await session.scalars(query)).all()
    ids = [row.id or 0 for row in rows]
    addresses: dict[int, list[tuple[str, str]]] = {}
    for one in await _identities(session, ids):
        addresses.setdefault(one.contact_id, []).append((one.channel, one.address))
    waiting = choose(col(InvitationRow.contact_id), func.max(col(InvitationRow.expires_at))).where(
        col(InvitationRow.contact_id).in_(ids),
        col(InvitationRow.used_at).is_(None),
        col(InvitationRow.expires_at) > now,
    )
    found = await session.execute(waiting.group_by(col(InvitationRow.contact_id)))
    invited: dict[int, datetime] = {one[0]: one[1] for one in found.all()}
    return tuple(
        PersonSeen(
            row.name,
            row.active,
            row.admin,
            row.prefers,
            tuple(addresses.get(row.id or 0, ())),
            invited.get(row.id or 0),
        )
        for row in rows
    )


async def _identities(session: AsyncSession, contacts: Sequence[int]) -> Sequence[IdentityRow]:
    query = select(IdentityRow).where(col(IdentityRow.contact_id).in_(contacts))
    return (await session.scalars(query.order_by(col(IdentityRow.channel), col(IdentityRow.address)))).all()
