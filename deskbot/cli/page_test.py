"""`deskbot page test`: does a page reach somebody?"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer
from rich.console import Console
from yaml.nodes import ScalarNode

from deskbot.cli.database import open_database
from deskbot.cli.roster import the_desk
from deskbot.cli.terminal import words
from deskbot.cli.tickets import named
from deskbot.clock import SystemClock
from deskbot.desk import Desk
from deskbot.desk.positions import TEXT, WrongError
from deskbot.desk.values import duration
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging import Paging
from deskbot.engine.trying import Trying
from deskbot.errors import ConfigurationError, DeskbotError
from deskbot.escalation.roster.deciding import person_of
from deskbot.escalation.watch.trying import ANSWERED_WITHIN, media_of, with_tests
from deskbot.model.page import PageState
from deskbot.store import ledger, signs
from deskbot.store.database import Database

LOOKS_EVERY = 1.0
"""Seconds between two looks at what has become of it."""
ALIVE = timedelta(seconds=30)
"""A pager that has given no sign of life for so long does not run."""
UNANSWERED = 1


def try_out(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Key or name of somebody of the staff.")],
    wait: Annotated[str, typer.Option(metavar="DURATION", help="How long the answer is waited for.")] = "3m",
    author: Annotated[str, typer.Option("--by", metavar="KEY", help="Who tries it, a key of the staff.")] = "",
) -> None:
    """Page somebody for nothing, by all of their numbers and chats, and say what becomes of it until they answer.

    It goes the way of any page, through the server that runs. A number by which they answer is known as verified
    from then on; an account in a chat is, once it has written the code that is sent to its owner's mail. Ends with
    exit code 1 when nobody has answered.

    Examples:
      deskbot page test ana
      deskbot page test ana --wait 10m --by ben
    """
    desk = the_desk()
    key = person_of(desk, person)
    if not media_of(desk.staff[key]):
        raise DeskbotError(f'desk.yaml: staff "{key}" has no number; give them "sms", "voice", "slack" or "telegram"')
    try:
        span = min(duration(ScalarNode(TEXT, wait)), ANSWERED_WITHIN)
    except WrongError as error:
        raise ConfigurationError(f"--wait: {str(error).strip()}") from None
    if not asyncio.run(_try(desk, key, named(author, desk), span)):
        raise typer.Exit(UNANSWERED)


async def _try(desk: Desk, key: str, by: str, span: timedelta) -> bool:
    console, clock = Console(), SystemClock()
    async with open_database() as database:
        await _refuse_without_pager(database, clock.now())
        jobs = Jobs(database.url, pool_size=1)
        await jobs.open()
        trying = Trying(database, desk, Paging(jobs, with_tests(desk)))
        number = await trying.begin(key, by, clock.now())
        try:
            return await _watch(console, database, desk, number, clock.now() + span)
        finally:
            await trying.end(number)
            await jobs.close()


async def _refuse_without_pager(database: Database, now: datetime) -> None:
    async with database.begin() as session:
        alive = await signs.last(session)
    if "pages" not in alive or now - alive["pages"] > ALIVE:
        raise DeskbotError("no pager runs, so nobody would be paged: start deskbot serve")


async def _watch(console: Console, database: Database, desk: Desk, number: int, until: datetime) -> bool:
    """Print what is new until the test is answered, or its time is over; return whether it was answered."""
    said: set[str] = set()
    while True:
        async with database.begin() as session:
            page = next(iter(await ledger.of_ticket(session, number)), None)
        for line in _lines(desk, page) if page else ():
            if line not in said:
                said.add(line)
                console.print(words(line), soft_wrap=True)
        if page and page["state"] == PageState.ACKNOWLEDGED:
            console.print("Answered: it works.")
            return True
        if SystemClock().now() >= until:
            console.print("Nobody has answered.")
            return False
        await asyncio.sleep(LOOKS_EVERY)


def _lines(desk: Desk, page: dict[str, Any]) -> list[str]:
    return [
        f"{one['medium']} to {desk.name_of(one['responder'])} {one['address']}: {one['state']}"
        + (f" ({one['detail']})" if one["detail"] else "")
        for one in page["notifications"]
    ]
