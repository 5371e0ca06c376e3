"""`deskbot page`: pages by hand."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from deskbot.cli.database import open_database
from deskbot.cli.loading import with_secret
from deskbot.cli.page_maintenance import maintenance_app
from deskbot.cli.roster import the_desk
from deskbot.errors import NotFoundError
from deskbot.escalation.links import page_token
from deskbot.escalation.roster.deciding import person_of
from deskbot.settings import load_settings
from deskbot.store import pages
from deskbot.tickets.reference import read_reference

page_app = typer.Typer(no_args_is_help=True, help="Pages: maintenance, and links by which they are answered.")
page_app.add_typer(maintenance_app, name="maintenance")


@page_app.callback()
def _page() -> None:
    """Pages by hand."""


@page_app.command("link")
def link(
    ticket: Annotated[str, typer.Argument(metavar="TICKET", help="Like T-1042.")],
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Key or full name of somebody who was paged for it.")],
) -> None:
    """Print the link by which somebody answers their page without signing in; whoever has it acts in their name.

    Example:
      deskbot page link T-1042 ben
    """
    settings = with_secret(load_settings())
    key, number = person_of(the_desk(), person), read_reference(ticket)

    async def find() -> int | None:
        async with open_database() as database, database.begin() as session:
            return await pages.newest_notification(session, number or 0, key)

    notification = asyncio.run(find())
    if notification is None:
        raise NotFoundError(f"{person} was not paged for {ticket}: a link is for somebody whom a page has reached")
    typer.echo(f"{settings.web_base}/p/{page_token(notification, settings.secret())}")
