"""`deskbot page maintenance`: for a while nobody is paged for what can wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from yaml.nodes import ScalarNode

from deskbot.cli.database import open_database
from deskbot.cli.loading import with_secret
from deskbot.cli.roster import shown, the_desk
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.desk import Desk
from deskbot.desk.positions import TEXT, WrongError
from deskbot.desk.values import duration
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.engine.maintaining import Maintaining
from deskbot.errors import ConfigurationError
from deskbot.escalation.maintenance import whom
from deskbot.escalation.roster.deciding import person_of
from deskbot.model.maintenance import Maintenance
from deskbot.settings import load_settings
from deskbot.store import maintenances

Result = TypeVar("Result")

maintenance_app = typer.Typer(
    invoke_without_command=True,
    help="For a while nobody is paged for what is not S1; pages wait for its end. Without a command: show it.",
)


@maintenance_app.callback()
def show(context: typer.Context) -> None:
    """Show whether it holds now, until when, and why."""
    if context.invoked_subcommand is not None:
        return
    desk = the_desk()

    async def load() -> tuple[Maintenance, ...]:
        async with open_database() as database, database.begin() as session:
            return await maintenances.holding(session, SystemClock().now())

    found = asyncio.run(load())
    for one in found:
        Console().print(words(described(desk, one)), soft_wrap=True)
    if not found:
        Console().print("No maintenance: pages go out.")


@maintenance_app.command("on")
def on(
    long: Annotated[str, typer.Option("--for", metavar="DURATION", help="How long, like 2h; 12h at most.")],
    why: Annotated[str, typer.Option("--why", metavar="WORDS", help="Stands on every ticket that waits.")],
    by: Annotated[str, typer.Option("--by", metavar="PERSON", help="Who of the staff decides it; is kept.")],
    everything: Annotated[bool, typer.Option("--all", help="Nobody is paged for an S1 either.")] = False,
) -> None:
    """Begin it now. The desk is told by mail.

    Example:
      deskbot page maintenance on --for 2h --why "planned upgrade of the core" --by ana
    """
    desk, now = the_desk(), SystemClock().now()
    try:
        span = duration(ScalarNode(TEXT, long))
    except WrongError as error:
        raise ConfigurationError(f"--for: {error}") from None
    who = person_of(desk, by)
    wanted = Maintenance(start=now, end=now + span, everything=everything, by=who, why=" ".join(why.split()))
    kept = asyncio.run(_act(desk, lambda hand: hand.begin(wanted)))
    Console().print(words(described(desk, kept)), soft_wrap=True)


@maintenance_app.command("off")
def off(by: Annotated[str, typer.Option("--by", metavar="PERSON", help="Who of the staff ends it; is kept.")]) -> None:
    """End it before its time; pages that wait go out now.

    Example:
      deskbot page maintenance off --by ana
    """
    desk = the_desk()
    who = person_of(desk, by)
    ended = asyncio.run(_act(desk, lambda hand: hand.end(who)))
    Console().print("Maintenance has ended: pages go out again." if ended else "There was none: pages go out.")


async def _act(desk: Desk, what: Callable[[Maintaining], Awaitable[Result]]) -> Result:
    """Do something by the hand that begins and ends maintenance, on the database of the settings."""
    settings = with_secret(load_settings())
    async with open_database() as database:
        jobs = Jobs(database.url, pool_size=1)
        mailing = Mailing(jobs, desk, settings.secret())
        return await what(Maintaining(database, jobs, desk, SystemClock(), mailing))


def described(desk: Desk, one: Maintenance) -> str:
    """Return a maintenance in a sentence."""
    until = shown(one.end, "", desk)
    return (
        f"Maintenance until {until} ({desk.zone}): nobody is paged for {whom(one)}. {desk.name_of(one.by)}: {one.why}"
    )
