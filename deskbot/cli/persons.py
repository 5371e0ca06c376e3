"""All that is kept about one person: written into a file for them, or erased at their wish."""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from deskbot.cli.database import open_database
from deskbot.cli.linking import contacts_app
from deskbot.cli.loading import load_desk
from deskbot.cli.noting import note
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.settings import load_settings
from deskbot.store import blobs
from deskbot.store.backup.archive import writing
from deskbot.store.database import Database, OvertakenError, see_one_moment
from deskbot.store.person.erasing import Found, erase, look
from deskbot.store.person.exporting import gather
from deskbot.store.person.finding import Person, find_person

__all__ = ["contacts_app"]

TRIES = 10
"""So often an erasure is begun: rows of theirs change as letters go out."""
Named = Annotated[
    str, typer.Argument(metavar="ADDRESS", help="A mail address, or an account as `contacts show` lists it.")
]


@contacts_app.command("export", epilog="Example: deskbot contacts export dana.reyes@brightpathvoice.example dana.zip")
def export(
    address: Named, file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="Where it is written.")]
) -> None:
    """Write all that is kept about a person into a ZIP: readable JSON, and their mails and files as they came."""
    person, count = asyncio.run(_export(address, file))
    Console().print(words(f"{file}: {len(person.messages)} messages, {len(person.tickets)} tickets, {count} files"))


@contacts_app.command("erase", epilog="Example: deskbot contacts erase dana.reyes@brightpathvoice.example")
def erase_(
    address: Named,
    *,
    really: Annotated[
        bool, typer.Option("--really", help="Do it; without this it is only said what would go.")
    ] = False,
) -> None:
    """Erase a person: names, addresses, and all that they wrote or sent. What happened on their tickets stays.

    Backups that were made before still hold them.
    """
    person, found, done = asyncio.run(_erase(address, really=really))
    console = Console()
    console.print(words(f"{', '.join(person.names) or address}: {', '.join(f'{a}:{b}' for a, b in person.addresses)}"))
    console.print(words(f"{len(person.messages)} messages on {len(person.tickets)} tickets"))
    if found.waiting:
        several = ", ".join(f"{count} {state}" for state, count in sorted(found.waiting.items()))
        stay = f"Messages that are part of no ticket yet name them, and stay: {several}. Look at these first."
        console.print(words(stay), soft_wrap=True)
    counted = done if really else {table: len(rows) for table, rows in found.rows.items() if rows}
    told = ", ".join(f"{count} in {table}" for table, count in sorted(counted.items()))
    console.print(words(f"{'Changed' if really else 'Rows that name them'}: {told or 'none'}"), soft_wrap=True)
    console.print("Erased." if really else "Nothing was changed: say --really. It cannot be taken back.")


async def _export(address: str, file: Path) -> tuple[Person, int]:
    count = 0
    with writing(file, zipfile.ZIP_DEFLATED) as archive:
        async with open_database() as database, database.begin() as session:
            person = await find_person(session, address)
            async for name, content in gather(session, person):
                archive.add(name, iter((content,)))
                count += 1
            note(session, "exported a person", _about(person))
    return person, count


async def _erase(address: str, *, really: bool) -> tuple[Person, Found, Mapping[str, int]]:
    """Say where somebody is named, and erase them; whoever overtakes that has it begun anew."""
    desk = load_desk(load_settings().desk_file)
    desks_own = [desk.name, *(one.name for one in desk.staff.values())]
    async with open_database() as database:
        async with database.begin() as session:
            person = await find_person(session, address)
            found = await look(session, person, desks_own)
        done: Mapping[str, int] = {}
        for left in reversed(range(TRIES if really else 0)):
            try:
                person, done = await _erased(database, address, found)
                break
            except OvertakenError:
                if not left:
                    raise
        return person, found, done


async def _erased(database: Database, address: str, found: Found) -> tuple[Person, Mapping[str, int]]:
    """Erase by what there is at one moment: what becomes a ticket of theirs meanwhile stays whole, and is found again.

    Half of it would be found by nobody any more.
    """
    async with database.begin() as session:
        await see_one_moment(session)
        person = await find_person(session, address)  # they may have written meanwhile
        done, bytes_ = await erase(session, person, found, SystemClock().now())
        note(session, "erased a person", _about(person), **done)
    async with database.begin() as session:  # were we killed here, retention would find them
        gone = await blobs.forget(session, bytes_)
    return person, {**done, **({"blob": gone} if gone else {})}


def _about(person: Person) -> str:
    """Return how an entry of the audit calls somebody whom it must not name."""
    return f"contact {person.contact}" if person.contact else f"a stranger on {len(person.tickets)} tickets"
