"""Secrets that lie in the database, after `DESKBOT_SECRET_KEY` was replaced: one place where all are sealed anew."""

from __future__ import annotations

import asyncio

import typer
from rich.console import Console

from deskbot.cli.database import open_database
from deskbot.cli.noting import note
from deskbot.cli.terminal import words
from deskbot.errors import ConfigurationError, DeskbotError
from deskbot.model.chat import SLACK
from deskbot.settings import load_settings
from deskbot.store import installations
from deskbot.store.database import Database
from deskbot.wires.sealed import Keys
from deskbot.wires.slack_installations import INSTALLATION, rekeyed

secrets_app = typer.Typer(help="Secrets at rest: seal them anew with another key.", no_args_is_help=True)


@secrets_app.callback()
def secrets() -> None:
    """Secrets at rest: seal them anew with another key."""


@secrets_app.command("rotate", epilog="Example: deskbot secrets rotate")
def rotate() -> None:
    """Seal all that lies sealed in the database with DESKBOT_SECRET_KEY, after that was replaced.

    DESKBOT_SECRET_KEY_OLD names the key before, and can be unset afterwards, once what it has signed may end. Run it as
    often as you like, beside a running server: each secret is committed by itself, so one that was killed goes on. What
    cannot be opened stays as it is, and holds up no other.

    Exit codes: 0 all is sealed by the key, 2 something is sealed by a key that nobody has named.
    """
    done, problems = asyncio.run(_seal_anew(Keys.of(load_settings())))
    console = Console()
    console.print(f"{done} sealed anew.")
    for problem in problems:
        console.print(words(problem), soft_wrap=True)
    if problems:
        raise typer.Exit(ConfigurationError.exit_code)


async def _seal_anew(keys: Keys) -> tuple[int, list[str]]:
    """Seal each in a transaction of its own: what is done stays done. Tokens of Slack are all that is sealed."""
    done, problems = 0, []
    async with open_database() as database:
        async with database.begin() as session:
            places = list(await installations.places(session, SLACK, INSTALLATION))
        for place in places:
            try:
                done += await _is_sealed_anew(database, place, keys)
            except DeskbotError as error:
                problems.append(str(error))
    return done, problems


async def _is_sealed_anew(database: Database, place: str, keys: Keys) -> bool:
    async with database.begin() as session:
        row = await installations.lock(session, SLACK, f"{INSTALLATION}{place}")
        text = rekeyed(place, row.value, keys) if row is not None else None
        if row is None or text is None:
            return False
        row.value = text
        note(session, "sealed tokens anew", place)
        return True
