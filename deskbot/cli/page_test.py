"""`deskbot page test`: does a page reach somebody?"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Annotated

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
from deskbot.errors import ConfigurationError
from deskbot.escalation.roster.deciding import person_of
from deskbot.escalation.watch.trying import ANSWERED_WITHIN, with_tests

LOOKS_EVERY = 1.0
"""Seconds between two looks at what has become of it."""
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
    try:
        span = duration(ScalarNode(TEXT, wait))
    except WrongError as error:
        raise ConfigurationError(f"--wait: {str(error).strip()}") from None
    if span > ANSWERED_WITHIN:
        span, wait = ANSWERED_WITHIN, f"{ANSWERED_WITHIN // timedelta(minutes=1)}m (the most)"
    by, says = named(author, desk, "--by"), f"{desk.name_of(key)} is paged for nothing, and has {wait} to answer."
    if not asyncio.run(_try(desk, key, by, span, says)):
        raise typer.Exit(UNANSWERED)


async def _try(desk: Desk, key: str, by: str, span: timedelta, says: str) -> bool:
    console, clock = Console(), SystemClock()
    async with open_database() as database:
        jobs = Jobs(database.url, pool_size=1)
        trying = Trying(database, desk, Paging(jobs, with_tests(desk)))
        await trying.ready(key, clock.now())
        await jobs.open()
        number = await trying.begin(key, by, clock.now())
        console.print(words(says), soft_wrap=True)
        try:
            return await _watch(console, trying, number, clock.now() + span)
        finally:
            await trying.end(number)
            await jobs.close()


async def _watch(console: Console, trying: Trying, number: int, until: datetime) -> bool:
    """Print what is new until the test is answered, or its time is over; return whether it was answered."""
    said: set[str] = set()
    while True:
        trial = await trying.look(number)
        for line in trial.steps if trial else ():
            if line not in said:
                said.add(line)
                console.print(words(line), soft_wrap=True)
        if trial and trial.answered:
            console.print("Answered: it works.")
            return True
        if SystemClock().now() >= until:
            console.print("Nobody has answered.")
            return False
        await asyncio.sleep(LOOKS_EVERY)
