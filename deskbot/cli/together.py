"""`deskbot tickets merge`, `split`, `link`, `unlink`, `undo`: tickets that belong together, or do not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Annotated

import typer
from rich.console import Console

from deskbot.cli.tickets import Author, Name, agents, named, number_of, tickets_app
from deskbot.engine.joining import Joining
from deskbot.errors import DeskbotError
from deskbot.model.case import Severity
from deskbot.tickets.reference import reference

__all__ = ["tickets_app"]


@tickets_app.command("merge")
def merge(
    tickets: Annotated[list[str], typer.Argument(help="Which into which: T-2 into T-1.", metavar="TICKET into TICKET")],
    author: Author = "",
) -> None:
    """Merge a ticket into another of the same reseller; what comes to it from then on lands there.

    The graver severity counts, an open page stays open, once, and `undo` takes it back.

    Example:
      deskbot tickets merge T-1043 into T-1042 --as ana
    """
    source, target = pair(tickets, "into", "deskbot tickets merge T-1043 into T-1042")

    async def act() -> str:
        async with joining() as hand:
            return await hand.merge(source, target, named(author, hand.desk))

    Console().print(f"{asyncio.run(act())}.")


@tickets_app.command("split")
def split(
    ticket: Name,
    message: Annotated[int, typer.Option(min=1, help="Which message, as `tickets show` numbers them.")],
    subject: Annotated[str, typer.Option(help="The new ticket's subject; the message's by default.")] = "",
    severity: Annotated[Severity | None, typer.Option(help="The new ticket's; the old one's by default.")] = None,
    author: Author = "",
) -> None:
    """Make a ticket of its own of one message, and tell its sender so.

    Example:
      deskbot tickets split T-1042 --message 3 --subject "Holiday greeting" --severity S4
    """

    async def act() -> int:
        async with joining() as hand:
            who = named(author, hand.desk)
            return await hand.split(number_of(ticket), message, who, subject=subject, severity=severity)

    Console().print(f"Message {message} is {reference(asyncio.run(act()))} now.")


@tickets_app.command("link")
def link(
    tickets: Annotated[list[str], typer.Argument(help="Two or more.", metavar="TICKET…")],
    incident: Annotated[bool, typer.Option("--incident", help="Make them parts of one incident.")] = False,
    why: Annotated[str, typer.Option(help="A word on why; internal.")] = "",
    author: Author = "",
) -> None:
    """Link tickets that belong together. Where one of them is an incident, the others become parts of it.

    Examples:
      deskbot tickets link T-1042 T-1043 --why "same switch"
      deskbot tickets link T-1042 T-1043 T-1050 --incident
    """
    numbers = [number_of(one) for one in tickets]

    async def act() -> int | None:
        async with joining() as hand:
            return await hand.link(numbers, named(author, hand.desk), incident=incident, why=why)

    parent = asyncio.run(act())
    Console().print(f"They are parts of {reference(parent)} now." if parent is not None else "Linked.")


@tickets_app.command("unlink")
def unlink(
    ticket: Name,
    other: Annotated[str, typer.Argument(help="The other, or the incident that it is a part of.", metavar="TICKET")],
    author: Author = "",
) -> None:
    """Take back that two tickets belong together; a part leaves its incident, and is paged for itself if need be.

    Example:
      deskbot tickets unlink T-1043 T-1050
    """

    async def act() -> None:
        async with joining() as hand:
            await hand.unlink(number_of(ticket), number_of(other), named(author, hand.desk))

    asyncio.run(act())
    Console().print("Unlinked.")


@tickets_app.command("undo")
def undo(ticket: Name, author: Author = "") -> None:
    """Take back the last merge or split of a ticket; what came in since stays where it is.

    Example:
      deskbot tickets undo T-1042
    """

    async def act() -> str:
        async with joining() as hand:
            return await hand.undo(number_of(ticket), named(author, hand.desk))

    Console().print(f"Undone: {asyncio.run(act())}.")


@asynccontextmanager
async def joining() -> AsyncGenerator[Joining]:
    """Yield the desk's hand on what belongs together."""
    async with agents() as hand:
        yield Joining(hand.database, hand.desk, hand.clock, hand.mailing, hand.paging)


def pair(words: Sequence[str], between: str, like: str) -> tuple[int, int]:
    """Read "T-2 into T-1".

    Raises:
        DeskbotError: the words are something else.
    """
    names = [word for word in words if word.casefold() != between]
    if len(names) != 2:  # noqa: PLR2004  (which into which)
        raise DeskbotError(f'"{" ".join(words)}" does not say which into which; write: {like}')
    return number_of(names[0]), number_of(names[1])
