"""Which programs may use the API."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from deskbot.cli.database import open_database
from deskbot.cli.noting import HERE
from deskbot.cli.terminal import plain, words
from deskbot.clock import SystemClock
from deskbot.engine.api_tokens import ApiTokens
from deskbot.model.api_token import Scope
from deskbot.store import api_tokens
from deskbot.store.tables import ApiTokenRow

tokens_app = typer.Typer(help="Tokens: which programs may use the API.", no_args_is_help=True)
_LONGEST_DAYS = 3660

Name = Annotated[str, typer.Argument(help="By which people tell it apart; stands on what it does.")]


@tokens_app.callback()
def tokens_() -> None:
    """Tokens: which programs may use the API."""


@tokens_app.command("new", epilog="Example: deskbot tokens new status-page --scope tickets:read --days 365")
def new(
    name: Name,
    *,
    scope: Annotated[list[Scope], typer.Option(help="What it is good for; may be said several times.")],
    reseller: Annotated[str, typer.Option(help="The key of the reseller whose tickets alone it sees.")] = "",
    days: Annotated[
        int | None, typer.Option(min=1, max=_LONGEST_DAYS, help="After so many days it ends by itself.")
    ] = None,
) -> None:
    """Make a token, and show it this once."""

    async def run() -> str:
        clock = SystemClock()
        ends = clock.now() + timedelta(days=days) if days else None
        async with open_database(begins=True) as database:
            return await ApiTokens(database, clock).issue(name, scope, HERE.who, reseller=reseller, expires_at=ends)

    made = asyncio.run(run())
    typer.echo("Keep it now: it is not shown again.", err=True)
    typer.echo(made)


@tokens_app.command("list", epilog="Example: deskbot tokens list")
def list_() -> None:
    """List the tokens, what each is good for, and when it was used last."""

    async def look() -> Sequence[tuple[ApiTokenRow, str]]:
        async with open_database() as database, database.begin() as session:
            return await api_tokens.everything(session)

    found, now = asyncio.run(look()), SystemClock().now()
    if not found:
        typer.echo("There are none yet: deskbot tokens new NAME --scope tickets:read")
        return
    table = Table("name", "scopes", "reseller", "made", "used last", "")
    for row, key in found:
        last = _day(row.used_at) or "never"
        table.add_row(*map(words, (row.name, " ".join(row.scopes), key, _day(row.created_at), last, _end(row, now))))
    Console().print(table)


@tokens_app.command("revoke", epilog="Example: deskbot tokens revoke status-page")
def revoke(name: Name) -> None:
    """Let a token open nothing any more, at once; the webhooks that were made with it end, too."""

    async def run() -> tuple[str, ...]:
        async with open_database() as database:
            return await ApiTokens(database, SystemClock()).revoke(name, HERE.who)

    ended = asyncio.run(run())
    typer.echo(f"{name} opens nothing any more")
    for url in ended:
        typer.echo(f"nothing more is sent to {plain(url)}")


def _day(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d}" if at else ""


def _end(row: ApiTokenRow, now: datetime) -> str:
    if row.revoked_at is not None:
        return f"revoked {_day(row.revoked_at)}"
    if row.expires_at is None:
        return ""
    return f"{'ended' if row.expires_at <= now else 'ends'} {_day(row.expires_at)}"
