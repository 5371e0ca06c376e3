"""Resellers, their people and their systems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, func, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.access.free_mail import is_free_mail
from deskbot.errors import NotFoundError
from deskbot.model.directory import Contact, Reseller, System
from deskbot.model.message import MAIL
from deskbot.model.phone import SPOKEN, TEXTED
from deskbot.store.directory_records import (
    ADDRESSES,
    ContactRecord,
    Directory,
    ResellerRecord,
    SystemRecord,
)
from deskbot.store.tables import ContactRow, DomainRow, IdentityRow, ResellerRow, SystemRow

Found = tuple[Reseller | None, Contact | None, str]
NOBODY: Found = (None, None, "")
_OWNERS = (
    select(ContactRow, ResellerRow)
    .join(IdentityRow, col(IdentityRow.contact_id) == col(ContactRow.id))
    .join(ResellerRow, col(ContactRow.reseller_id) == col(ResellerRow.id))
    .where(
        col(IdentityRow.channel) == bindparam("channel"),
        func.lower(col(IdentityRow.address)) == bindparam("address"),
    )
    .order_by(col(IdentityRow.id))
)
"""Made once, as each message asks for it."""


def as_reseller(row: ResellerRow) -> Reseller:
    """Return the noun that a row stands for."""
    assert row.id is not None  # noqa: S101  (every stored row has one)
    return Reseller(
        id=row.id,
        key=row.key,
        name=row.name,
        region=row.region,
        zone=row.zone,
        tier=row.tier,
        targets=row.targets,
    )


def as_contact(row: ContactRow) -> Contact:
    """Return the noun that a row stands for."""
    assert row.id is not None  # noqa: S101  (every stored row has one)
    return Contact(
        id=row.id, reseller_id=row.reseller_id, name=row.name, trained=row.trained, admin=row.admin, prefers=row.prefers
    )


def as_system(row: SystemRow) -> System:
    """Return the noun that a row stands for."""
    assert row.id is not None  # noqa: S101  (every stored row has one)
    return System(
        id=row.id,
        reseller_id=row.reseller_id,
        host_id=row.host_id,
        customer=row.customer,
        site=row.site,
        model=row.model,
        release=row.release,
        subscription_until=row.subscription_until,
    )


async def find_writer(session: AsyncSession, channel: str, address: str, domain: str | None) -> Found:
    """Return whose address this is (reseller, contact), and how that was found: "address", "domain", or "".

    This says whom the directory names, not that they have written: `access.proof` judges that. A contact who
    was switched off is nobody, and is not let in again by the reseller's domain. Sub-domains do not match.
    """
    if channel == SPOKEN:
        return await caller(session, address)
    rows = await _owners(session, channel, address)
    for contact, reseller_row in rows:
        if contact.active:
            return as_reseller(reseller_row), as_contact(contact), "address"
    if rows or channel != MAIL or not domain:
        return NOBODY
    owner = await _owner_of_domain(session, domain)
    return (as_reseller(owner), None, "domain") if owner else NOBODY


async def regions(session: AsyncSession) -> dict[int, str]:
    """Return every reseller's region, by the reseller's id."""
    found = await session.execute(select(ResellerRow.id, ResellerRow.region))
    return {reseller: region for reseller, region in found.all() if reseller is not None}


async def tiers(session: AsyncSession) -> frozenset[str]:
    """Return the tiers that resellers have, as they are written."""
    return frozenset((await session.scalars(select(ResellerRow.tier).distinct())).all())


async def caller(session: AsyncSession, number: str) -> Found:
    """Return whose telephone number this is, as `find_writer` does; texts and calls from it are the same contact's."""
    for contact, owner in await _owners(session, TEXTED, number):
        if contact.active:
            return as_reseller(owner), as_contact(contact), "address"
    return NOBODY


async def mail_of(session: AsyncSession, contact_id: int) -> str:
    """Return a contact's first mail address, or an empty string."""
    query = select(IdentityRow.address).where(IdentityRow.contact_id == contact_id, IdentityRow.channel == MAIL)
    return (await session.scalars(query.order_by(col(IdentityRow.id)).limit(1))).first() or ""


async def prefer(session: AsyncSession, contact_id: int, channel: str) -> None:
    """Note the channel by which a contact wants to be written to; empty is the one that they last used."""
    await session.execute(update(ContactRow).where(col(ContactRow.id) == contact_id).values(prefers=channel))


async def addresses_of(session: AsyncSession, contact_id: int) -> list[tuple[str, str]]:
    """Return every address of a contact, with the channel on which it is."""
    query = select(IdentityRow.channel, IdentityRow.address).where(IdentityRow.contact_id == contact_id)
    return [(channel, address) for channel, address in (await session.execute(query)).all()]


async def _owners(session: AsyncSession, channel: str, address: str) -> list[tuple[ContactRow, ResellerRow]]:
    """Return the contacts of an address, whatever its upper and lower case."""
    found = await session.execute(_OWNERS, {"channel": channel, "address": folded(address)})
    return [(contact, owner) for contact, owner in found.all()]


async def _owner_of_domain(session: AsyncSession, domain: str) -> ResellerRow | None:
    """Return the reseller whose own domain this is; a free-mail domain is nobody's, even in the table."""
    domain = folded(domain).removesuffix(".")
    if is_free_mail(domain):
        return None
    query = (
        select(ResellerRow)
        .join(DomainRow, col(DomainRow.reseller_id) == col(ResellerRow.id))
        .where(DomainRow.domain == domain)
    )
    return (await session.scalars(query)).first()


def folded(address: str) -> str:
    """Return an address in the form in which it is compared.

    Only ASCII is folded: casefold() would turn "straße" into "strasse", which is another's domain.
    """
    address = address.strip()
    return address.casefold() if address.isascii() else address


async def systems_of(session: AsyncSession, reseller_id: int) -> tuple[System, ...]:
    """Return a reseller's systems, by host id."""
    query = select(SystemRow).where(SystemRow.reseller_id == reseller_id).order_by(col(SystemRow.host_id))
    return tuple(as_system(row) for row in await session.scalars(query))


async def contacts_of(session: AsyncSession, reseller_id: int) -> tuple[Contact, ...]:
    """Return a reseller's people who may write to us, by name."""
    query = select(ContactRow).where(ContactRow.reseller_id == reseller_id, col(ContactRow.active))
    rows = await session.scalars(query.order_by(col(ContactRow.name), col(ContactRow.id)))
    return tuple(as_contact(row) for row in rows)


async def reseller(session: AsyncSession, reseller_id: int | None) -> Reseller | None:
    """Return a reseller; None for what is no reseller's.

    Raises:
        NotFoundError: there is none with this id.
    """
    if reseller_id is None:
        return None
    # Asked for by each who words something for them: kept, as a session itself lets go of what nobody holds.
    known: dict[int, Reseller] = session.info.setdefault("resellers", {})
    if reseller_id not in known:
        row = await session.get(ResellerRow, reseller_id)
        if row is None:
            raise NotFoundError(f"there is no reseller with the id {reseller_id}")
        known[reseller_id] = as_reseller(row)
    return known[reseller_id]


async def reseller_named(session: AsyncSession, key: str) -> Reseller:
    """Return a reseller by its key.

    Raises:
        NotFoundError: there is none of that name.
    """
    row = (await session.scalars(select(ResellerRow).where(ResellerRow.key == key))).first()
    if row is None:
        raise NotFoundError(f'there is no reseller "{key}"')
    return as_reseller(row)


async def directory(session: AsyncSession) -> Directory:
    """Return everything, by key, name and host id."""
    rows = (await session.scalars(select(ResellerRow).order_by(col(ResellerRow.key)))).all()
    keys = {row.id: row.key for row in rows}
    return Directory(
        resellers=await _reseller_records(session, rows),
        contacts=await _contact_records(session, keys),
        systems=await _system_records(session, keys),
    )


async def _reseller_records(session: AsyncSession, rows: Iterable[ResellerRow]) -> tuple[ResellerRecord, ...]:
    domains: dict[int | None, list[str]] = defaultdict(list)
    for row in await session.scalars(select(DomainRow).order_by(col(DomainRow.domain))):
        domains[row.reseller_id].append(row.domain)
    return tuple(
        ResellerRecord(
            id=row.id or 0,
            key=row.key,
            name=row.name,
            region=row.region,
            zone=row.zone,
            tier=row.tier,
            targets=row.targets,
            domains=tuple(domains[row.id]),
        )
        for row in rows
    )


async def _contact_records(session: AsyncSession, keys: dict[int | None, str]) -> tuple[ContactRecord, ...]:
    addresses: dict[int | None, list[tuple[str, str]]] = defaultdict(list)
    for row in await session.scalars(select(IdentityRow).order_by(col(IdentityRow.id))):
        addresses[row.contact_id].append((row.channel, folded(row.address)))
    records = [
        ContactRecord(
            id=row.id or 0,
            reseller=keys[row.reseller_id],
            name=row.name,
            **{field: _first(addresses[row.id], channel) for field, channel in ADDRESSES.items()},
            active=row.active,
            trained=row.trained,
            admin=row.admin,
            prefers=row.prefers,
            addresses=tuple(addresses[row.id]),
        )
        for row in await session.scalars(select(ContactRow))
    ]
    return tuple(sorted(records, key=lambda record: (record.reseller, record.name, record.mail, record.id)))


def _first(addresses: Iterable[tuple[str, str]], channel: str) -> str:
    """Return the oldest address on a channel, or nothing."""
    return next((address for on, address in addresses if on == channel), "")


async def _system_records(session: AsyncSession, keys: dict[int | None, str]) -> tuple[SystemRecord, ...]:
    rows = await session.scalars(select(SystemRow).order_by(col(SystemRow.host_id)))
    return tuple(
        SystemRecord(
            id=row.id or 0,
            reseller=keys[row.reseller_id],
            host_id=row.host_id,
            customer=row.customer,
            site=row.site,
            model=row.model,
            release=row.release,
            subscription_until=row.subscription_until,
        )
        for row in rows
    )
