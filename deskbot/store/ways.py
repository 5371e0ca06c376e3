"""The addresses of people, and when they last wrote from each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.way import Way
from deskbot.store.directory import folded
from deskbot.store.tables import ContactRow, IdentityRow, InboundRow, UndeliverableRow

Key = tuple[str, str]
"""A channel, and an address on it as it is compared."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whose an address is."""

    id: int
    name: str
    active: bool
    prefers: str
    ways: tuple[Way, ...]
    """All their addresses, the oldest first; empty for who has left."""
    reseller_id: int

    def may_hear(self, reseller_id: int | None) -> bool:
        """Return whether they may hear of a ticket that is a reseller's, or nobody's."""
        return self.active and reseller_id in (None, self.reseller_id)


async def people_at(session: AsyncSession, addresses: Collection[Key]) -> dict[Key, Person]:
    """Return whose some addresses are; those that the directory does not know are left out."""
    wanted = [(channel, folded(address)) for channel, address in addresses]
    if not wanted:
        return {}
    query = (
        select(IdentityRow, ContactRow)
        .join(ContactRow, col(ContactRow.id) == col(IdentityRow.contact_id))
        .where(_at().in_(wanted))
        .order_by(col(IdentityRow.id))
    )
    owners: dict[Key, ContactRow] = {}
    for identity, contact in (await session.execute(query)).all():
        key = (identity.channel, folded(identity.address))
        if key not in owners or (contact.active and not owners[key].active):
            owners[key] = contact
    ways = await _ways_of(session, {one.id or 0 for one in owners.values() if one.active})
    return {
        key: Person(one.id or 0, one.name, one.active, one.prefers, tuple(ways.get(one.id or 0, ())), one.reseller_id)
        for key, one in owners.items()
    }


async def _ways_of(session: AsyncSession, contacts: Collection[int]) -> dict[int, list[Way]]:
    query = select(IdentityRow).where(col(IdentityRow.contact_id).in_(contacts)).order_by(col(IdentityRow.id))
    rows = (await session.scalars(query)).all() if contacts else ()
    keys = {(row.channel, folded(row.address)) for row in rows}
    several = len(rows) > len(contacts)
    used = await _used(session, keys) if several else {}
    lost = await _lost(session, keys) if several else set[Key]()
    found: dict[int, list[Way]] = defaultdict(list)
    for row in rows:
        key = (row.channel, folded(row.address))
        found[row.contact_id].append(Way(row.channel, row.address, used.get(key), key in lost))
    return found


def _at() -> ColumnElement[Key]:
    return tuple_(col(IdentityRow.channel), func.lower(col(IdentityRow.address)))


async def _used(session: AsyncSession, keys: Collection[Key]) -> dict[Key, datetime]:
    sender = func.lower(col(InboundRow.sender))
    query = (
        select(InboundRow.channel, sender, func.max(InboundRow.accepted_at))
        .where(sender.in_([address for _, address in keys]), tuple_(col(InboundRow.channel), sender).in_(keys))
        .group_by(col(InboundRow.channel), sender)
    )
    return {(channel, address): at for channel, address, at in (await session.execute(query)).all()}


async def _lost(session: AsyncSession, keys: Collection[Key]) -> set[Key]:
    query = select(UndeliverableRow.channel, UndeliverableRow.address).where(
        tuple_(col(UndeliverableRow.channel), col(UndeliverableRow.address)).in_(keys), col(UndeliverableRow.permanent)
    )
    return {(channel, address) for channel, address in (await session.execute(query)).all()}
