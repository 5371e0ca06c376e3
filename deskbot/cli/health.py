"""`deskbot health`: the same as `/health/engine`, for monitoring by command."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from deskbot.cli.database import opened
from deskbot.cli.loading import load_desk
from deskbot.clock import SystemClock
from deskbot.engine.health import Health
from deskbot.errors import UnavailableError
from deskbot.escalation.watch.health import Check, Verdict
from deskbot.plug_ins import build_carriers, depends_on
from deskbot.settings import Settings, load_settings
from deskbot.store.embedded import running_url
from deskbot.web.health import as_document

AsJson = Annotated[bool, typer.Option("--json", help="Print the document of /health/engine.")]

NOT_WELL, AWAY = 1, UnavailableError.exit_code


def health(as_json: AsJson = False) -> None:
    """Say whether the engine is well: is anything late, does somebody serve every queue, is the database there.

    Exit codes: 0 all is well, 1 something is not, 4 the database cannot be reached.

    Examples:
      deskbot health
      deskbot health --json
    """
    verdict = asyncio.run(_look(load_settings()))
    if as_json:
        typer.echo(json.dumps(as_document(verdict)))
    else:
        console = Console()
        for check in verdict.checks:
            console.print(line_of(check), soft_wrap=True)
    if not verdict.well:
        raise typer.Exit(AWAY if verdict.database_away else NOT_WELL)


def line_of(check: Check) -> Text:
    """Return a check as one line."""
    mark = Text("ok   ", style="green") if check.well else Text("RED  ", style="bold red")
    since = f", since {check.since:%Y-%m-%d %H:%M:%S} UTC" if check.since else ""
    return mark + Text(f"{check.name}: {check.says}{since}")


async def _look(settings: Settings) -> Verdict:
    # Never starts a database: that none runs is what is to be told.
    url = settings.database_url or running_url(settings.data_dir)
    if url is None:
        raise UnavailableError(
            f"no database runs in {settings.data_dir}: start deskbot, or set DESKBOT_DATABASE_URL or DESKBOT_DATA_DIR"
        )
    async with opened(url) as database:
        database.room_in_doubt = True  # what the other processes have found out is not known here
        desk = load_desk(settings.desk_file)
        depends = depends_on(settings, desk, build_carriers(settings, desk))
        return await Health(database, SystemClock(), depends).look()
