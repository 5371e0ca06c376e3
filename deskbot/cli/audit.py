"""`deskbot audit`: who did what to what, when, and from where."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from deskbot.cli.database import open_database
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.desk.positions import WrongError
from deskbot.desk.values import span_of
from deskbot.engine.access_seen import more_of
from deskbot.errors import DeskbotError
from deskbot.store import audit
from deskbot.store.tables import AuditRow
from deskbot.tickets.reference import read_reference, reference

MOST = 100_000

audit_app = typer.Typer(no_args_is_help=True, help="Who did what to what, when, and from where.")


@audit_app.callback()
def audit_() -> None:
    """Who did what to what, when, and from where."""


@audit_app.command("list", epilog="Example: deskbot audit list --since 7d --about T-1042")
def list_(
    *,
    since: Annotated[
        str, typer.Option(metavar="WHEN", help="From then on: 7d or 12h ago, or a day like 2026-11-29 (UTC).")
    ] = "",
    who: Annotated[str, typer.Option(help="Only what they did: a name, api:TOKEN, or command line.")] = "",
    act: Annotated[str, typer.Option(help="Only acts in whose words this is.")] = "",
    about: Annotated[str, typer.Option(help="Only what was done to this: T-1042, an account's name.")] = "",
    most: Annotated[int, typer.Option(min=1, max=MOST, help="So many of the newest at most.")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """List what was done, the newest first."""
    began = _moment(since) if since else None
    number = read_reference(about)
    told = reference(number) if number else about

    async def look() -> Sequence[AuditRow]:
        async with open_database() as database, database.begin() as session:
            return await audit.acts(session, most, since=began, who=who, act=act, about=told)

    found = asyncio.run(look())
    if as_json:
        typer.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2))
        return
    table = Table("when (UTC)", "who", "did what", "to what", "from where", "more")
    for one in found:
        cells = (f"{one.at:%Y-%m-%d %H:%M:%S}", one.who, one.act, one.about, one.place, more_of(one.data))
        table.add_row(*map(words, cells))
    Console().print(table if found else "Nothing.")


def _moment(text: str) -> datetime:
    try:
        return SystemClock().now() - span_of(text)
    except WrongError:
        pass
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise DeskbotError(f'"{text}" is no time: write 7d or 12h, or a day like 2026-11-29') from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _plain(row: AuditRow) -> dict[str, Any]:
    told = {"id": row.id, "at": row.at.isoformat(), "who": row.who, "act": row.act, "about": row.about}
    return {**told, "from": row.place, "more": row.data}
