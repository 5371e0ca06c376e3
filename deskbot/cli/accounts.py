"""Who may sign in to the console."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from deskbot.cli.database import open_database
from deskbot.cli.loading import load_desk
from deskbot.cli.noting import HERE
from deskbot.cli.terminal import text_or_input, words
from deskbot.clock import SystemClock
from deskbot.engine.access_seen import ways_in
from deskbot.engine.admitting import Admitting
from deskbot.model.account import Account, DeskRole
from deskbot.settings import load_settings
from deskbot.store import accounts
from deskbot.wires.passwords import Passwords

accounts_app = typer.Typer(help="Accounts: who may sign in to the console.", no_args_is_help=True)
_LONGEST = 1000

Name = Annotated[str, typer.Argument(help="By which they sign in.")]
RoleOption = Annotated[DeskRole, typer.Option(help="viewer looks, agent works, lead plans, admin lets people in.")]
Password = Annotated[
    str | None, typer.Option(help="- reads it from standard input; without this it is asked for.", metavar="-")
]


@accounts_app.callback()
def accounts_() -> None:
    """Accounts: who may sign in to the console."""


@accounts_app.command("add", epilog="Example: deskbot accounts add ana --role agent --staff ana")
def add(
    name: Name,
    *,
    role: RoleOption = DeskRole.AGENT,
    staff: Annotated[str, typer.Option(help="Their key among the staff in desk.yaml.")] = "",
    shown: Annotated[str, typer.Option(help="Their name, as colleagues read it.")] = "",
    oidc: Annotated[
        str, typer.Option(help="They sign in at the identity provider, which knows them by this: a mail address.")
    ] = "",
    password: Password = None,
) -> None:
    """Let somebody in."""

    async def run() -> Account:
        async with _admitting(begins=True) as admitting:
            person = admitting.desk.staff.get(staff)
            account = Account(0, name, shown or (person.name if person else name), role, staff, oidc)
            return await admitting.admit(account, secret, HERE)

    secret = _password(password) if password is not None or not oidc else ""
    made = asyncio.run(run())
    settings = load_settings()
    when = "" if settings.oidc_issuer or not oidc else ", as soon as DESKBOT_OIDC_ISSUER is set"
    typer.echo(f"{made.name} ({made.role}) may sign in at {settings.web_base}/console{when}")


@accounts_app.command("list", epilog="Example: deskbot accounts list")
def list_() -> None:
    """List who may sign in, and who may no more."""

    async def look() -> list[tuple[str, ...]]:
        async with open_database() as database, database.begin() as session:
            rows = await accounts.everybody(session)
            return [
                (one.name, one.shown, one.role, one.staff, ", ".join(ways_in(one)), "ended" if one.ended_at else "")
                for one in rows
            ]

    found = asyncio.run(look())
    if not found:
        typer.echo("Nobody may sign in yet: deskbot accounts add NAME --role admin")
        return
    table = Table("name", "shown as", "role", "staff", "signs in by", "")
    for line in found:
        table.add_row(*map(words, line))
    Console().print(table)


@accounts_app.command("role", epilog="Example: deskbot accounts role ana lead")
def role_(name: Name, role: Annotated[DeskRole, typer.Argument(help="The new one.")]) -> None:
    """Give somebody another role."""

    async def run() -> None:
        async with _admitting() as admitting:
            await admitting.set_role(name, role, HERE)

    asyncio.run(run())
    typer.echo(f"{name} is {role} now")


@accounts_app.command("staff", epilog="Example: deskbot accounts staff ana ana")
def staff_(
    name: Name, staff: Annotated[str, typer.Argument(help="The key in desk.yaml; empty for nobody's.")] = ""
) -> None:
    """Say who of the staff in desk.yaml somebody is: what they do stands on tickets under that name."""

    async def run() -> None:
        async with _admitting() as admitting:
            await admitting.set_staff(name, staff, HERE)

    asyncio.run(run())
    typer.echo(f"{name} is {staff or 'nobody of the staff'} now")


@accounts_app.command("password", epilog="Example: deskbot accounts password ana")
def password_(name: Name, *, password: Password = None) -> None:
    """Give somebody another password; they are signed out everywhere."""

    async def run() -> None:
        async with _admitting() as admitting:
            await admitting.set_password(name, secret, HERE)

    secret = _password(password)
    asyncio.run(run())
    typer.echo(f"{name} has another password now, and is signed out everywhere")


@accounts_app.command("oidc", epilog="Example: deskbot accounts oidc ana ana@desk.example")
def oidc_(
    name: Name,
    key: Annotated[str, typer.Argument(help="What the provider knows them by; empty for there no more.")] = "",
    *,
    keep_password: Annotated[bool, typer.Option(help="Their password is good as well.")] = False,
) -> None:
    """Say by what the identity provider knows somebody, or that another person there is them now."""

    async def run() -> None:
        async with _admitting() as admitting:
            await admitting.set_oidc(name, key, HERE, keep_password=keep_password)

    asyncio.run(run())
    how = f'at the identity provider now, as "{key}"' if key else "by a password only now"
    typer.echo(f"{name} signs in {how}, and is signed out everywhere")


@accounts_app.command("disable", epilog="Example: deskbot accounts disable ana")
def disable(name: Name) -> None:
    """Let somebody in no more; they are signed out at once."""

    async def run() -> None:
        async with _admitting() as admitting:
            await admitting.let_out(name, HERE)

    asyncio.run(run())
    typer.echo(f"{name} may sign in no more")


@accounts_app.command("enable", epilog="Example: deskbot accounts enable ana")
def enable(name: Name) -> None:
    """Let somebody in again."""

    async def run() -> None:
        async with _admitting() as admitting:
            await admitting.let_in_again(name, HERE)

    asyncio.run(run())
    typer.echo(f"{name} may sign in again")


@asynccontextmanager
async def _admitting(*, begins: bool = False) -> AsyncGenerator[Admitting]:
    desk = load_desk(load_settings().desk_file)
    async with open_database(begins=begins) as database:
        yield Admitting(database, desk, SystemClock(), Passwords())


def _password(given: str | None) -> str:
    """Return a password, which stands in no list of processes and in no shell's history."""
    if given is None:
        return typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    if given != "-":
        raise typer.BadParameter("a password on the command line is read by everybody: write - and send it by a pipe")
    return text_or_input("-", _LONGEST).rstrip("\r\n")
