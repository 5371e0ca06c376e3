"""Which accounts are a contact's: codes that link them, and taking one away; and an end to the links they were sent."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from deskbot.cli.database import open_database
from deskbot.cli.directory import contacts_app
from deskbot.cli.noting import note
from deskbot.clock import SystemClock
from deskbot.engine.inviting import invite
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.directory import Contact
from deskbot.model.invitation import INVITED_FOR
from deskbot.model.message import MAIL
from deskbot.model.phone import TEXTED
from deskbot.store import invitations, reader_view
from deskbot.store.database import Session
from deskbot.store.directory import addresses_of, find_writer

__all__ = ["contacts_app"]

Mail = Annotated[str, typer.Argument(metavar="MAIL", help="The contact's mail address.")]


@contacts_app.command("invite", epilog="Example: deskbot contacts invite dana.reyes@brightpathvoice.example")
def invite_(mail: Mail) -> None:
    """Print a code by which a contact makes a chat account, or a telephone, theirs."""
    code = asyncio.run(_invite(mail))
    typer.echo(f"{code}   good once, for {INVITED_FOR.days} days: whoever has it becomes this contact")
    typer.echo(f"Send it to them. They write to us, in the chat that shall be theirs: link {code}")


@contacts_app.command(
    "unlink", epilog="Example: deskbot contacts unlink dana.reyes@brightpathvoice.example telegram:4711"
)
def unlink(
    mail: Mail,
    account: Annotated[str, typer.Argument(metavar="CHANNEL:ADDRESS", help="As `contacts show` lists it.")],
) -> None:
    """Take an account away from a contact: what comes from there is a stranger's again."""
    asyncio.run(_unlink(mail, account))
    typer.echo(f"{account} is nobody's now")


@contacts_app.command("end-links", epilog="Example: deskbot contacts end-links dana.reyes@brightpathvoice.example")
def end_links(mail: Mail) -> None:
    """Take back every link to a ticket's page that a contact was sent; later letters bring others."""
    count = asyncio.run(_end_links(mail))
    typer.echo(f"The links to {count} ticket{'' if count == 1 else 's'} lead nowhere now; later letters bring others.")


async def _invite(mail: str) -> str:
    async with open_database() as database, database.begin() as session:
        contact = await _contact(session, mail)
        _note(session, "invited", contact)
        return invite(session, contact.id, SystemClock().now())


async def _unlink(mail: str, account: str) -> None:
    channel, colon, address = account.partition(":")
    if not colon or not address:
        raise DeskbotError(f'"{account}" is no account: write it as channel:address, such as telegram:4711')
    if channel in (MAIL, TEXTED):
        field = "mail" if channel == MAIL else "phone"
        raise DeskbotError(f"a {field} is kept in the directory: deskbot contacts set {mail} {field}=…")
    async with open_database() as database, database.begin() as session:
        contact = await _contact(session, mail)
        if not await invitations.take(session, contact.id, channel, address):
            raise NotFoundError(f"{account} is not theirs; deskbot contacts show {mail} lists what is")
        _note(session, "took an account away", contact, account)


async def _end_links(mail: str) -> int:
    async with open_database() as database, database.begin() as session:
        contact = await _contact(session, mail)
        theirs = await addresses_of(session, contact.id)
        _note(session, "ended links", contact)
        return await reader_view.end_links(session, theirs)


def _note(session: Session, act: str, contact: Contact, account: str = "") -> None:
    told = {"account": account} if account else {}
    note(session, act, f"contact {contact.id}", **told)


async def _contact(session: Session, mail: str) -> Contact:
    _, contact, _ = await find_writer(session, MAIL, mail, None)
    if contact is None:
        raise NotFoundError(f'there is no contact "{mail}" who is still there; deskbot contacts list names them')
    return contact
