"""`deskbot quarantine`: messages that were accepted and became no ticket, each one step away from being one."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from deskbot.cli.database import open_database
from deskbot.cli.noting import HERE
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.engine.as_received import readable
from deskbot.engine.jobs import Jobs
from deskbot.engine.quarantine import Quarantine, as_seen
from deskbot.engine.ticket_files import note_reading
from deskbot.errors import NotFoundError
from deskbot.model.message import InboundState
from deskbot.plug_ins import forms_of_messages
from deskbot.store import inbound
from deskbot.store.blobs import PostgresBlobs
from deskbot.store.tables import InboundRow

SHOWN = 8192
"""Characters of a message that are shown to a person."""

quarantine_app = typer.Typer(
    no_args_is_help=True, help="Messages that could not be read, or were filed as junk or automatic."
)
Number = Annotated[int, typer.Argument(help="The message's number, as `list` shows it.", min=1, max=2**62)]


@quarantine_app.command("list")
def list_command(
    filed: Annotated[bool, typer.Option("--filed", help="Also what was filed as junk or automatic.")] = False,
) -> None:
    """List what lies in quarantine.

    Example:
      deskbot quarantine list --filed
    """
    states = inbound.SET_ASIDE if filed else (InboundState.QUARANTINED,)

    async def rows() -> tuple[list[tuple[str, ...]], int]:
        async with open_database() as database, database.begin() as session:
            found = [
                (
                    str(one.number),
                    "quarantined" if one.quarantined else "filed",
                    f"{one.accepted_at:%Y-%m-%d %H:%M}",
                    one.sender,
                    one.subject,
                    one.why,
                )
                for one in as_seen(await inbound.listed(session, states))
            ]
            return found, sum([await inbound.count(session, state) for state in states])

    table = Table("number", "state", "accepted (UTC)", "from", "subject", "why")
    found, count = asyncio.run(rows())
    for row in found:
        table.add_row(*(words(cell) for cell in row))
    Console().print(table if found else "Nothing.")
    if found:
        Console().print(
            f"{count} in all{'' if count == len(found) else f', of which the newest {len(found)} are shown'}."
        )


@quarantine_app.command("show")
def show(number: Number) -> None:
    """Show a message as it came: into a file or pipe byte by byte; to a person with secrets masked.

    Examples:
      deskbot quarantine show 17
      deskbot quarantine show 17 > message.eml
    """

    async def kept() -> tuple[InboundRow, bytes]:
        async with open_database() as database, database.begin() as session:
            row = await session.get(InboundRow, number)
            if row is None:
                raise NotFoundError(f"there is no message {number}; `deskbot quarantine list --filed` lists them")
            note_reading(session, f"message {number}", number, HERE, SystemClock().now())
            return row, await PostgresBlobs().get(session, row.raw_sha256)

    row, raw = asyncio.run(kept())
    if not sys.stdout.isatty():
        sys.stdout.buffer.write(raw)
        return
    console = Console()
    console.print(
        words(f"message {row.id}, {row.state}, accepted {row.accepted_at:%Y-%m-%d %H:%M} UTC, {len(raw)} bytes")
    )
    console.print(words(f"why: {row.why or '-'}"))
    text = readable(raw, forms_of_messages().get(row.channel))
    console.print(words(text[:SHOWN]), soft_wrap=True)
    console.print(
        f"({'cut here; ' if len(text) > SHOWN else ''}all of it: deskbot quarantine show {number} > message.eml)"
    )


@quarantine_app.command("retry")
def retry(number: Number) -> None:
    """Make a ticket of a message that was filed or quarantined: it goes through triage again, and is not filed.

    Example:
      deskbot quarantine retry 17
    """

    async def put_back() -> None:
        async with open_database() as database:
            jobs = Jobs(database.url, pool_size=1)
            await Quarantine(database, PostgresBlobs(), jobs, SystemClock(), forms_of_messages()).retry(number, HERE)

    asyncio.run(put_back())
    Console().print(f"Message {number} goes through triage again.")
