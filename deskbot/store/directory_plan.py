"""What a file would do to the directory: additions, changes, and what it must not do. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from shlex import quote
from typing import Any

from deskbot.errors import did_you_mean
from deskbot.store.directory_csv import Problem, Row, Sheet
from deskbot.store.directory_fields import Kind
from deskbot.store.directory_records import (
    ADDRESSES,
    ContactRecord,
    Directory,
    KindName,
    Record,
    ResellerRecord,
    SystemRecord,
)

RECORDS: Mapping[KindName, type[Record]] = {
    "resellers": ResellerRecord,
    "contacts": ContactRecord,
    "systems": SystemRecord,
}


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one record."""

    kind: Kind
    key: str
    before: Record | None
    after: Record

    @property
    def verb(self) -> str:
        """Return "added", "changed" or "unchanged"."""
        if self.before is None:
            return "added"
        return "changed" if self.differences else "unchanged"

    @property
    def differences(self) -> tuple[tuple[str, Any, Any], ...]:
        """Return the fields that change, each with its old and new value."""
        if self.before is None:
            return ()
        pairs = [(c.name, getattr(self.before, c.name), getattr(self.after, c.name)) for c in self.kind.columns]
        return tuple((name, old, new) for name, old, new in pairs if old != new)


@dataclass(slots=True)
class Plan:
    """What a sheet would do."""

    kind: Kind
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    gone: tuple[str, ...] = ()
    """What the directory has and the file has not; it is told, and stays."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Who has what already."""

    keys: frozenset[str]
    """Every reseller's key."""
    domains: Mapping[str, str]
    """The key of the reseller that has a domain."""
    addresses: Mapping[tuple[str, str], ContactRecord]
    """The contact that has an address, by its channel and itself."""

    @classmethod
    def of(cls, directory: Directory) -> Owners:
        """Look once through a directory."""
        return cls(
            keys=frozenset(one.key for one in directory.resellers),
            domains={domain: one.key for one in directory.resellers for domain in one.domains},
            addresses={address: one for one in directory.contacts for address in one.addresses},
        )


def plan(sheet: Sheet, directory: Directory, *, may_move: bool = False) -> Plan:
    """Compare a sheet with the directory. Only `may_move` lets a contact or system go to another reseller."""
    made = Plan(sheet.kind, warnings=list(sheet.warnings))
    known, owners = directory.records(sheet.kind.name), Owners.of(directory)
    for row in sheet.rows:
        made.problems += _forbidden(sheet.kind, row, owners, known.get(row.key), may_move=may_move)
        if not made.problems:
            change = _change(sheet.kind, row, known.get(row.key))
            made.changes.append(change)
            made.warnings += _doubts(change)
    made.gone = tuple(_gone(sheet, directory))
    return made


def _change(kind: Kind, row: Row, before: Record | None) -> Change:
    """Lay what a row says over what is known."""
    if before is None:
        return Change(kind, row.key, None, RECORDS[kind.name](**row.values))
    return Change(kind, row.key, before, replace(before, **row.values))


def _doubts(change: Change) -> Iterator[str]:
    """A file that still lists a person who was switched off does not switch them on again."""
    before, after = change.before, change.after
    if isinstance(before, ContactRecord) and isinstance(after, ContactRecord) and not before.active | after.active:
        yield f"{change.key} stays switched off; deskbot contacts set {quote(change.key)} active=yes"


def _forbidden(kind: Kind, row: Row, owners: Owners, before: Record | None, *, may_move: bool) -> Iterator[Problem]:
    """Say what a row must not do."""
    if kind.name == "resellers":
        yield from _taken_domains(row, owners)
        return
    yield from _unknown_reseller(row, owners)
    if not may_move:
        yield from _moved(kind, row, before)
    if kind.name == "contacts":
        yield from _taken_addresses(row, owners, before)


def _unknown_reseller(row: Row, owners: Owners) -> Iterator[Problem]:
    wanted = row.values.get("reseller")
    if wanted is not None and wanted not in owners.keys:
        hint = did_you_mean(wanted, owners.keys) or "; import the resellers first"
        yield Problem(row.line, "reseller", f'there is no reseller "{wanted}"{hint}')


def _moved(kind: Kind, row: Row, before: Record | None) -> Iterator[Problem]:
    """A record that belongs to another reseller is not moved by a file: that changes who sees what."""
    wanted = row.values.get("reseller")
    if isinstance(before, ContactRecord | SystemRecord) and wanted not in (None, before.reseller):
        yield Problem(
            row.line,
            kind.key,
            f"{row.key} belongs to {before.reseller}; correct the row, or move it on purpose with: "
            f"deskbot {kind.name} set {quote(row.key)} reseller={wanted}",
        )


def _taken_domains(row: Row, owners: Owners) -> Iterator[Problem]:
    for domain in row.values.get("domains", ()):
        owner = owners.domains.get(domain, row.key)
        if owner != row.key:
            says = f"{domain} belongs to {owner}; correct the row, or take it away there first with: "
            left = ";".join(other for other, key in owners.domains.items() if key == owner and other != domain)
            yield Problem(row.line, "domains", f"{says}deskbot resellers set {owner} 'domains={left}'")


def _taken_addresses(row: Row, owners: Owners, before: Record | None) -> Iterator[Problem]:
    """An address names one person; whoever else has it must give it up first."""
    for column, channel in ADDRESSES.items():
        owner = owners.addresses.get((channel, row.values.get(column) or ""))
        if owner and (before is None or owner.id != before.id):
            says = f"{row.values[column]} belongs to {owner.name} at {owner.reseller}; correct one of the two"
            yield Problem(row.line, column, says)


def _gone(sheet: Sheet, directory: Directory) -> Iterable[str]:
    """Return what a file no longer lists, of the resellers that it is about."""
    listed = {row.key for row in sheet.rows}
    about = {row.values.get("reseller") for row in sheet.rows}
    if sheet.kind.name == "resellers":
        return [record.key for record in directory.resellers if record.key not in listed]
    if sheet.kind.name == "systems":
        return [r.host_id for r in directory.systems if r.reseller in about and r.host_id.upper() not in listed]
    return [
        record.mail
        for record in directory.contacts
        if record.mail and record.active and record.reseller in about and listed.isdisjoint(record.mails)
    ]
