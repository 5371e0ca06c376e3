"""`deskbot playbooks numbers`: how often each known issue was sent, and whether it solved the trouble."""

from __future__ import annotations

import asyncio
import json as jsons
from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from deskbot.cli.database import open_database
from deskbot.cli.terminal import words
from deskbot.store.advice import Numbers, numbers


def numbers_command(
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say how often each playbook was sent, and how often it solved the trouble, or did not.

    Example:
      deskbot playbooks numbers
    """
    found = asyncio.run(_numbers())
    if json:
        typer.echo(jsons.dumps({playbook: asdict(one) for playbook, one in found.items()}, indent=1))
        return
    table = Table("playbook", "sent", "solved", "not solved", "no answer")
    for playbook, one in found.items():
        silent = one.sent - one.solved - one.not_solved
        table.add_row(words(playbook), *(str(count) for count in (one.sent, one.solved, one.not_solved, silent)))
    Console().print(table if found else "No playbook has been sent yet.")


async def _numbers() -> Mapping[str, Numbers]:
    async with open_database() as database, database.begin() as session:
        return await numbers(session)
