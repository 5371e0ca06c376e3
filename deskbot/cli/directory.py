"""The directory by hand: resellers, contacts and systems are imported, listed, shown and set."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deskbot.cli.database import open_database
from deskbot.cli.noting import note
from deskbot.cli.terminal import plain
from deskbot.errors import DeskbotError
from deskbot.store import directory_import
from deskbot.store.directory import directory
from deskbot.store.directory_fields import KINDS, Kind
from deskbot.store.directory_plan import Change, Plan
from deskbot.store.directory_records import ContactRecord, Directory, KindName, Record, ResellerRecord

Key = Annotated[str, typer.Argument(metavar="KEY", help="A reseller's key, a mail address, a host id.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Assignments = Annotated[list[str], typer.Argument(metavar="FIELD=VALUE…", help="What to set.")]


class UsageError(DeskbotError):
    """A command line that cannot be understood; the text shows how to write it."""

    exit_code = 2


def _directory_app(name: KindName, about: str, examples: tuple[str, str, str]) -> typer.Typer:
    """Return the commands for one kind of record."""
    kind = KINDS[name]
    header = ",".join(column.name for column in kind.columns if column.in_file)
    app = typer.Typer(help=about, no_args_is_help=True)

    @app.command(
        "import",
        help=f"Add and change {name} from a CSV file, all or nothing. What the file lacks is told and kept.",
        epilog=f"Columns: {header}. Example: deskbot {name} import {examples[0]} --dry-run",
    )
    def import_(
        file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="UTF-8, with , or ; between cells.")],
        *,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")] = False,
    ) -> None:
        _print_plan(asyncio.run(_import(name, file, dry_run=dry_run)), dry_run=dry_run)

    @app.command("list", help=f"List all {name}.", epilog=f"Example: deskbot {name} list --json")
    def list_(*, as_json: AsJson = False) -> None:
        known: tuple[Record, ...] = getattr(asyncio.run(_load()), name)
        _print_json([_plain(record) for record in known]) if as_json else _print_records(kind, known)

    @app.command(
        "show",
        help=f"Show one {kind.singular} with what belongs to it.",
        epilog=f"Example: deskbot {name} show {examples[1]}",
    )
    def show(
        key: Key,
        *,
        as_json: AsJson = False,
    ) -> None:
        known = asyncio.run(_load())
        record = known.records(name)[directory_import.named(kind, key, known.records(name))]
        _show(record, known, as_json=as_json)

    @app.command(
        "set",
        help=f"Set fields of one {kind.singular}, with the same rules as an import.",
        epilog=f"Example: deskbot {name} set {examples[1]} {examples[2]}",
    )
    def set_(
        key: Key,
        fields: Assignments,
    ) -> None:
        _print_change(asyncio.run(_set(name, key, assignments(fields))))

    return app


resellers_app = _directory_app(
    "resellers",
    "The organisations that write to the desk.",
    ("examples/resellers.csv", "brightpath", "tier=premium zone=America/Chicago"),
)
contacts_app = _directory_app(
    "contacts",
    "The resellers' people and their addresses.",
    ("examples/contacts.csv", "dana.reyes@brightpathvoice.example", "phone='+1 312 555 0142' active=yes"),
)
systems_app = _directory_app(
    "systems",
    "The installations that the resellers look after.",
    ("examples/systems.csv", "3G-88C1-0457", "release=7.2.1 subscription_until=2027-03-31"),
)


def assignments(words: Iterable[str]) -> dict[str, str]:
    """Read `field=value` words.

    Raises:
        UsageError: a word is none, or a field is there twice.
    """
    fields: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise UsageError(f'"{word}" sets nothing; write field=value, such as name="Brightpath Voice"')
        if name in fields:
            raise UsageError(f"{name} is set twice; keep one")
        fields[name] = value
    return fields


async def _import(kind: KindName, file: Path, *, dry_run: bool) -> Plan:
    try:
        data = file.read_bytes()  # noqa: ASYNC240  (one command, nothing else on its loop)
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    async with open_database(begins=True) as database, database.begin() as session:
        made = await directory_import.import_file(session, kind, str(file), data, dry_run=dry_run)
        if not dry_run:
            note(session, f"imported {kind}", file.name)
        return made


async def _load() -> Directory:
    async with open_database() as database, database.begin() as session:
        return await directory(session)


async def _set(kind: KindName, key: str, fields: Mapping[str, str]) -> Change:
    async with open_database(begins=True) as database, database.begin() as session:
        changed = await directory_import.change(session, kind, key, fields)
        note(session, f"changed {kind}", key, fields=sorted(fields))
        return changed


def _show(record: Record, known: Directory, *, as_json: bool) -> None:
    """Print one record, a reseller's with its people and systems."""
    shown = _plain(record)
    key = record.key if isinstance(record, ResellerRecord) else ""
    contacts = [one for one in known.contacts if key and one.reseller == key]
    systems = [one for one in known.systems if key and one.reseller == key]
    if as_json:
        if key:
            shown["contacts"] = [_plain(one) for one in contacts]
            shown["systems"] = [_plain(one) for one in systems]
        _print_json(shown)
        return
    _print_fields(shown)
    for part, records in ((KINDS["contacts"], contacts), (KINDS["systems"], systems)):
        if records:
            _print_records(part, records, title=part.name)


def _plain(record: Record) -> dict[str, Any]:
    """Return a record's fields for JSON."""
    fields = asdict(record)
    fields.pop("id")
    if isinstance(record, ContactRecord):
        fields["addresses"] = [f"{channel}:{address}" for channel, address in record.addresses]
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, indent=2))


def _print_records(kind: Kind, records: Iterable[Record], title: str | None = None) -> None:
    """Print records as a table, one line each."""
    names = [kind.key, *(column.name for column in kind.columns if column.name != kind.key)]
    table = Table(title=title, title_justify="left")
    for name in names:
        table.add_column(name, overflow="fold")
    for record in records:
        table.add_row(*(_cell(getattr(record, name)) for name in names))
    Console().print(table)


def _print_fields(fields: Mapping[str, Any]) -> None:
    """Print one record, a field in each line."""
    table = Table(show_header=False, box=None)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in fields.items():
        table.add_row(name, _cell(value))
    Console().print(table)


def _print_plan(made: Plan, *, dry_run: bool) -> None:
    """Print what an import did or would do."""
    console = Console()
    for warning in made.warnings:
        console.print(Text(f"warning: {plain(warning)}", style="yellow"), soft_wrap=True)
    for change in made.changes:
        if change.verb != "unchanged":
            console.print(_change_line(change), soft_wrap=True)
    for key in made.gone:
        line = f"not in the file, kept: {plain(key)}"
        console.print(Text(line, style="yellow"), soft_wrap=True)
    counts = {verb: sum(change.verb == verb for change in made.changes) for verb in ("added", "changed", "unchanged")}
    summary = ", ".join(f"{count} {verb}" for verb, count in counts.items())
    ending = "; dry run, nothing was written" if dry_run else ""
    console.print(Text(f"{made.kind.name}: {summary}, {len(made.gone)} not in the file{ending}"), soft_wrap=True)


def _print_change(change: Change) -> None:
    Console().print(_change_line(change), soft_wrap=True)


def _change_line(change: Change) -> Text:
    """Return one line that says what becomes of a record."""
    parts = [f"{name}: {_shown(old) or '—'} → {_shown(new) or '—'}" for name, old, new in change.differences]
    return Text(f"{change.verb} {plain(change.key)}" + (f" ({'; '.join(parts)})" if parts else ""))


def _cell(value: object) -> Text:
    """Return a value as text that nothing in it can turn into markup or terminal codes."""
    return Text(_shown(value))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return "; ".join(plain(str(one)) for one in value)
    return "" if value is None else plain(str(value))
