"""Bring a file, or a change by hand, into the directory: everything or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.errors import DeskbotError, NotFoundError, did_you_mean
from deskbot.store import sla_targets
from deskbot.store.directory import directory, folded
from deskbot.store.directory_csv import Problem, Row, Sheet, read
from deskbot.store.directory_fields import KINDS, Kind
from deskbot.store.directory_plan import Change, Plan, plan
from deskbot.store.directory_records import ADDRESSES, ContactRecord, KindName, ResellerRecord, SystemRecord
from deskbot.store.parting import part
from deskbot.store.tables import ContactRow, DomainRow, IdentityRow, ResellerRow, SystemRow

_LOCK = 0x64697265
"""Advisory lock: two imports run one after the other, each on what the other left."""
SHOWN = 50
"""Problems that are listed at most."""


class RefusedError(DeskbotError):
    """A file or a change that must not be applied; the text lists every reason."""

    exit_code = 2


async def import_file(session: AsyncSession, kind: KindName, name: str, data: bytes, *, dry_run: bool = False) -> Plan:
    """Apply a file, or with `dry_run` say what it would do. Twice the same file changes nothing.

    Raises:
        RefusedError: at least one row must not be applied; nothing was written.
    """
    sheet = read(KINDS[kind], data)
    await _lock(session)
    made = plan(sheet, await directory(session))
    _refuse(name, sorted(sheet.problems + made.problems, key=lambda problem: problem.line))
    if not dry_run:
        await _apply(session, made.changes)
    return made


async def change(session: AsyncSession, kind: KindName, key: str, fields: Mapping[str, str]) -> Change:
    """Set fields of one record, with the same rules as an import.

    Raises:
        NotFoundError: there is no such record.
        RefusedError: a field or its value is wrong; nothing was written.
    """
    await _lock(session)
    known = await directory(session)
    key = named(KINDS[kind], key, known.records(kind))
    sheet = Sheet(KINDS[kind])
    sheet.rows.append(Row(0, key, _parsed(sheet, fields)))
    _refuse(key, sheet.problems)
    made = plan(sheet, known, may_move=True)
    _refuse(key, made.problems)
    await _apply(session, made.changes)
    return made.changes[0]


def named(kind: Kind, key: str, known: Iterable[str]) -> str:
    """Return the key of a record that a person names in any case.

    Raises:
        NotFoundError: there is no such record.
    """
    keys = {folded(one): one for one in known}
    found = keys.get(folded(key))
    if found is None:
        raise NotFoundError(f'there is no {kind.singular} "{key}"{did_you_mean(folded(key), keys)}')
    return found


def _parsed(sheet: Sheet, fields: Mapping[str, str]) -> dict[str, object]:
    """Return the values of fields that are set by hand, noting what is wrong."""
    kind = sheet.kind
    settable = [name for name in kind.by_name if not (kind.fixed and name == kind.key)]
    values: dict[str, object] = {}
    for name, raw in fields.items():
        if name not in settable:
            hint = did_you_mean(name, settable) or f"; the fields are {', '.join(settable)}"
            sheet.wrong(0, name, f"cannot be set{hint}")
            continue
        try:
            values[name] = kind.by_name[name].parse(raw)
        except ValueError as error:
            sheet.wrong(0, name, str(error))
    return values


def _refuse(name: str, problems: list[Problem]) -> None:
    """Raise where there are problems, and list them by line."""
    if not problems:
        return
    lines = [f"{name}:{problem.line or ''}{':' if problem.line else ''} {problem}" for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"… and {len(problems) - SHOWN} more")
    raise RefusedError("\n".join([*lines, "nothing was written"]))


async def _lock(session: AsyncSession) -> None:
    await session.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


async def _apply(session: AsyncSession, changes: Iterable[Change]) -> None:
    """Write what is new or different."""
    rows = await session.execute(select(ResellerRow.key, ResellerRow.id))
    ids = {key: row_id or 0 for key, row_id in rows.all()}
    for one in changes:
        if one.verb == "unchanged":
            continue
        if isinstance(one.after, ResellerRecord):
            await _write_reseller(session, one.after)
        elif isinstance(one.after, ContactRecord):
            await _write_contact(session, cast("ContactRecord | None", one.before), one.after, ids)
        else:
            await _write_system(session, one.after, ids)
    await session.flush()


async def _write_reseller(session: AsyncSession, record: ResellerRecord) -> None:
    row = await session.get(ResellerRow, record.id) if record.id else None
    if row is None:
        row = ResellerRow(key=record.key, name=record.name)
        session.add(row)
    promised = (row.tier, row.targets) != (record.tier, record.targets)
    row.name, row.region, row.zone = record.name, record.region, record.zone
    row.tier, row.targets = record.tier, record.targets
    await session.flush()
    assert row.id is not None  # noqa: S101  (flushed)
    if promised:
        await sla_targets.look_again(session, row.id)
    kept = set(await session.scalars(select(DomainRow.domain).where(DomainRow.reseller_id == row.id)))
    await session.execute(delete(DomainRow).where(col(DomainRow.domain).in_(kept - set(record.domains))))
    session.add_all(DomainRow(domain=one, reseller_id=row.id) for one in record.domains if one not in kept)


async def _write_contact(
    session: AsyncSession, before: ContactRecord | None, record: ContactRecord, ids: Mapping[str, int]
) -> None:
    row = await session.get(ContactRow, record.id) if record.id else None
    if row is None:
        row = ContactRow(reseller_id=ids[record.reseller], name=record.name)
        session.add(row)
    row.reseller_id, row.name = ids[record.reseller], record.name
    row.active, row.trained = record.active, record.trained
    row.admin, row.prefers = record.admin, record.prefers
    await session.flush()
    assert row.id is not None  # noqa: S101  (flushed)
    addresses = [
        (channel, getattr(before, field) if before else "", getattr(record, field))
        for field, channel in ADDRESSES.items()
    ]
    for channel, old, new in addresses:
        await _write_address(session, row.id, channel, old, new)
    for channel, old, new in addresses:
        if old and old != new:
            await part(session, row, channel, old, new)


async def _write_address(session: AsyncSession, contact_id: int, channel: str, old: str, new: str) -> None:
    """Replace one address of a contact; nothing stands for none."""
    if old == new:
        return
    rows = await session.scalars(
        select(IdentityRow).where(IdentityRow.contact_id == contact_id, IdentityRow.channel == channel)
    )
    known = {folded(row.address): row for row in rows}
    row = known.get(old)
    if row and new and new not in known:
        row.address = new
    elif row:
        await session.delete(row)
    elif new not in known:
        session.add(IdentityRow(contact_id=contact_id, channel=channel, address=new))
    await session.flush()


async def _write_system(session: AsyncSession, record: SystemRecord, ids: Mapping[str, int]) -> None:
    row = await session.get(SystemRow, record.id) if record.id else None
    if row is None:
        row = SystemRow(reseller_id=ids[record.reseller], host_id=record.host_id, customer=record.customer)
        session.add(row)
    row.reseller_id, row.customer, row.site = ids[record.reseller], record.customer, record.site
    row.model, row.release = record.model, record.release
    row.subscription_until = record.subscription_until
