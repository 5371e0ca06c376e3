"""`deskbot page`: what was done to reach somebody, down to every carrier's answer."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.text import Text

from deskbot.cli.database import open_database
from deskbot.cli.loading import with_secret
from deskbot.cli.page_maintenance import maintenance_app
from deskbot.cli.page_test import try_out
from deskbot.cli.roster import AsJson, the_desk
from deskbot.cli.terminal import words
from deskbot.cli.tickets import Name, number_of
from deskbot.desk import Desk
from deskbot.errors import NotFoundError
from deskbot.escalation.links import page_token
from deskbot.escalation.roster.deciding import person_of
from deskbot.settings import load_settings
from deskbot.store import ledger, pages, tickets
from deskbot.tickets.reference import reference

page_app = typer.Typer(no_args_is_help=True)
page_app.add_typer(maintenance_app, name="maintenance")
page_app.command("test")(try_out)


@page_app.callback()
def _page() -> None:
    """Pages: who was called for a ticket, links that answer them, and maintenance."""


@page_app.command("show")
def show(ticket: Name, as_json: AsJson = False) -> None:
    """Show the whole ledger of a ticket's pages: each call and text, its carrier, what became of it, and why.

    Examples:
      deskbot page show T-1042
      deskbot page show T-1042 --json
    """

    async def read() -> dict[str, Any]:
        async with open_database() as database, database.begin() as session:
            row = await tickets.get(session, number_of(ticket))
            return {
                "ticket": reference(row.number or 0),
                "severity": row.severity,
                "state": row.state,
                "subject": row.subject,
                "owner": row.owner,
                "pages": await ledger.of_ticket(session, row.number or 0),
                "story": await ledger.story(session, row.number or 0),
            }

    document = asyncio.run(read())
    if as_json:
        typer.echo(json.dumps(document, indent=2, ensure_ascii=False))
        return
    _print(Console(), the_desk(), document)


@page_app.command("link")
def link(
    ticket: Annotated[str, typer.Argument(metavar="TICKET", help="Like T-1042.")],
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Key or name of somebody who was paged for it.")],
) -> None:
    """Print the link by which somebody answers their page without signing in; whoever has it acts in their name.

    Example:
      deskbot page link T-1042 ben
    """
    settings = with_secret(load_settings())
    desk, number = the_desk(), number_of(ticket)
    key = person_of(desk, person)

    async def find() -> int | None:
        async with open_database() as database, database.begin() as session:
            await tickets.get(session, number)
            return await pages.newest_notification(session, number, key)

    notification = asyncio.run(find())
    if notification is None:
        says = f"{desk.name_of(key)} was not paged for {reference(number)}, and a link is for somebody who was"
        raise NotFoundError(f"{says}; who was: deskbot page show {reference(number)}")
    typer.echo(f"{settings.web_base}/p/{page_token(notification, settings.secret())}")


def _print(console: Console, desk: Desk, document: dict[str, Any]) -> None:
    console.print(Text(f"{document['ticket']}  {document['severity']}  {document['state']}", style="bold"))
    console.print(words(document["subject"]), soft_wrap=True)
    console.print(Text(f"times in {desk.zone}", style="dim"))
    if not document["pages"]:
        console.print("\nNobody was paged.")
    for page in document["pages"]:
        console.print()
        console.print(words(_of_page(desk, page)), style="bold", soft_wrap=True)
        step = 0
        for one in page["notifications"]:
            if one["step"] != step:
                step = one["step"]
                console.print(Text(f"  step {step}, level {one['level']}"))
            console.print(words(f"    {_of_notification(desk, one)}"), soft_wrap=True)
            for sent in one["dispatches"]:
                console.print(words(f"      {_of_dispatch(desk, sent)}"), soft_wrap=True)
    console.print(Text("\nwhat happened", style="bold"))
    for told in document["story"]:
        who = f" {desk.name_of(told['author'])}:" if told["author"] else ""
        console.print(words(f"  {_at(desk, told['at'])}{who} {told['text']}"), soft_wrap=True)


def _of_page(desk: Desk, page: dict[str, Any]) -> str:
    says = f"page {page['page']}, code {page['code']}, policy {page['policy']}: {page['state']}"
    if page["acknowledged"]:
        says += f" by {', '.join(map(desk.name_of, page['acknowledged']))} at {_at(desk, page['acknowledged_at'])}"
    elif page["folded_into"]:
        says += f" into page {page['folded_into']}"
    if page["due_at"]:
        says += f"; next step {_at(desk, page['due_at'])}"
    return says + ("" if page["verified"] else "; UNVERIFIED sender")


def _of_notification(desk: Desk, one: dict[str, Any]) -> str:
    says = f"{one['medium']} to {desk.name_of(one['responder'])} {one['address']}: {one['state']}"
    if one["due_at"]:
        says += f", due {_at(desk, one['due_at'])}"
    return says + ("" if one["dispatches"] or not one["detail"] else f" ({one['detail']})")


def _of_dispatch(desk: Desk, sent: dict[str, Any]) -> str:
    parts = f", {sent['segments']} segment{'' if sent['segments'] == 1 else 's'}" if sent["segments"] else ""
    code = f", error {sent['code']}" if sent["code"] else ""
    detail = f" ({sent['detail']})" if sent["detail"] else ""
    carrier = f"{sent['carrier']} {sent['provider_id']}".strip()
    when = _at(desk, sent["begun_at"])
    return f"{when} {carrier}{parts}: {sent['state']} {_at(desk, sent['updated_at'])}{code}{detail}"


def _at(desk: Desk, moment: str | None) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(ZoneInfo(desk.zone)):%Y-%m-%d %H:%M:%S}" if moment else "-"
