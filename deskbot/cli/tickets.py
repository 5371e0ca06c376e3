"""`deskbot tickets`: look at tickets and work on them."""

from __future__ import annotations

import asyncio
import getpass
import json
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deskbot.cli.database import open_database
from deskbot.cli.loading import load_desk, load_playbook_set, with_secret
from deskbot.cli.terminal import plain, text_or_input, words
from deskbot.clock import SystemClock
from deskbot.desk import Desk
from deskbot.desk.values import span_of
from deskbot.engine.agents import Agents
from deskbot.engine.jobs import Jobs
from deskbot.engine.known import known_of
from deskbot.engine.paging import Paging
from deskbot.engine.shelf import PlaybookShelf
from deskbot.errors import ConfigurationError, DeskbotError, NotFoundError, did_you_mean
from deskbot.model.case import Severity
from deskbot.model.task import letter_of
from deskbot.model.ticket import Entry, Link, State
from deskbot.settings import load_settings
from deskbot.store import bundles, links, sla_targets, tasks, tickets, undeliverable
from deskbot.store.database import Session
from deskbot.store.tables import LinkRow, NotificationRow, ParticipantRow, SlaTargetRow, TaskRow, TicketRow, TimelineRow
from deskbot.tickets.named_times import read_when
from deskbot.tickets.reader_link import without_links
from deskbot.tickets.reference import read_reference, reference
from deskbot.tickets.suggestions import suggestions
from deskbot.triage.playbooks import PlaybookSet

tickets_app = typer.Typer(no_args_is_help=True, help="Look at tickets and work on them.")
Name = Annotated[str, typer.Argument(help="T-1042, or 1042.", metavar="TICKET")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Author = Annotated[str, typer.Option("--as", help="Who you are: a key of the staff in desk.yaml.", metavar="WHO")]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list."""

    head: str
    cell: Callable[[Mapping[str, Any]], str]
    from_width: int = 0
    """Characters that a terminal has at least, for it to be shown."""
    whole: bool = False
    """Whether no cell of it is ever broken."""

    def longest(self, documents: Iterable[Mapping[str, Any]]) -> int | None:
        """Return how wide it has to be; None where that may be anything."""
        return max(map(len, (self.head, *map(self.cell, documents)))) if self.whole else None


def answer_by(document: Mapping[str, Any]) -> str:
    """Return by when a ticket's first answer is due, for a table; empty where it was given, or none is promised."""
    if document["answered_at"] or not document["answer_by"]:
        return ""
    overdue = " OVERDUE" if document["answer_overdue_at"] else ""
    return document["answer_by"][:16].replace("T", " ") + overdue


def _subject(document: Mapping[str, Any]) -> str:
    return ("" if document["verified"] else "UNVERIFIED ") + document["subject"]


COLUMNS = (
    Column("ticket", itemgetter("ticket"), whole=True),
    Column("severity", itemgetter("severity"), whole=True),
    Column("state", itemgetter("state"), from_width=60, whole=True),
    Column("category", itemgetter("category"), from_width=120),
    Column("owner", itemgetter("owner"), from_width=100),
    Column("answer by (UTC)", answer_by, from_width=80),
    Column("subject", _subject),
)


def table_of(documents: Sequence[Mapping[str, Any]], width: int) -> Table:
    """Return tickets as a table, with the columns for which so many characters are enough."""
    shown = [column for column in COLUMNS if width >= column.from_width]
    table = Table()
    for column in shown:
        # What is cut off of the first ones, others would be taken for.
        table.add_column(column.head, overflow="fold", no_wrap=column.whole, min_width=column.longest(documents))
    for one in documents:
        table.add_row(*(words(column.cell(one)) for column in shown))
    return table


@tickets_app.command("list")
def list_command(
    state: Annotated[list[State] | None, typer.Option(help="Only these states; open ones by default.")] = None,
    severity: Annotated[list[Severity] | None, typer.Option(help="Only these severities.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    due: Annotated[
        str,
        typer.Option(help="Only those whose first answer is overdue, or due within a time: 2h, 30m.", metavar="TIME"),
    ] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those whose first answer is overdue.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many, the newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List tickets, newest first; those whose first answer is due, the most urgent first.

    Examples:
      deskbot tickets list --severity S1 --severity S2
      deskbot tickets list --due 2h
      deskbot tickets list --all --json
    """
    states = state or ([] if everything else [one for one in State if one.open])
    until = SystemClock().now() + time_of(due) if due else None

    async def rows() -> list[dict[str, Any]]:
        async with open_database() as database, database.begin() as session:
            waiting = await sla_targets.waiting(session, until=until, breached=overdue) if due or overdue else None
            found = await tickets.listed(
                session, states=states, severities=severity or (), numbers=waiting, limit=limit
            )
            if waiting is not None:
                found = sorted(found, key=lambda row: waiting.index(row.number or 0))
            targets = await sla_targets.of_tickets(session, [row.number or 0 for row in found])
            return [as_document(row, targets.get(row.number or 0)) for row in found]

    documents = asyncio.run(rows())
    if as_json:
        typer.echo(json.dumps(documents, indent=2))
        return
    console = Console()
    console.print(table_of(documents, console.width) if documents else "No tickets.")


@tickets_app.command("show")
def show(ticket: Name, as_json: AsJson = False) -> None:
    """Show a ticket with its facts and its whole timeline, reasons included.

    Example:
      deskbot tickets show T-1042
    """

    async def read() -> tuple[dict[str, Any], list[dict[str, Any]]]:
        async with open_database() as database, database.begin() as session:
            row = await tickets.get(session, number_of(ticket))
            people = [
                await as_participant(session, one) for one in await tickets.participants(session, row.number or 0)
            ]
            work = [as_work(one) for one in await tasks.of_ticket(session, row.number or 0)]
            found = [as_link(one, row.number or 0) for one in await links.of(session, row.number or 0)]
            timeline = await tickets.timeline(session, row.number or 0)
            entries = [as_entry(one) for one in timeline]
            lines = list(suggestions(await known_of(session, row)))
            held = [as_held(one) for one in await bundles.held_of(session, row.number or 0)]
            more = {"held": held, "participants": people, "tasks": work, "links": found, "suggestions": lines}
            target = (await sla_targets.of_tickets(session, [row.number or 0])).get(row.number or 0)
            return as_document(row, target) | more, entries

    document, entries = asyncio.run(read())
    if as_json:
        typer.echo(json.dumps(document | {"timeline": entries}, indent=2))
        return
    print_ticket(Console(), document, entries)


@tickets_app.command("reply")
def reply(
    ticket: Name,
    text: Annotated[str, typer.Argument(help="What to say; - reads it from standard input.")],
    author: Author = "",
) -> None:
    """Answer the people who take part in a ticket.

    Example:
      deskbot tickets reply T-1042 "The licence is renewed, please restart the service." --as ana
    """

    async def act() -> int:
        async with agents() as hand:
            return await hand.reply(number_of(ticket), text_or_input(text), named(author, hand.desk))

    Console().print(f"On its way to {asyncio.run(act())} address(es).")


@tickets_app.command("hands-on")
def hands_on(
    ticket: Name,
    works: Annotated[list[str], typer.Argument(help="What is to be done; each is a task of its own.", metavar="WORK…")],
    by: Annotated[str, typer.Option(help='When, on the desk\'s clock: "16:30", "friday 10:00", "in 2h".')] = "",
    text: Annotated[str, typer.Option(help="Words that go in front.")] = "",
    author: Author = "",
) -> None:
    """Ask the reseller for hands-on work at the site; they answer each task by its letter.

    Example:
      deskbot tickets hands-on T-1042 "Unplug the T1" "Photograph the LEDs" --by "friday 10:00" --as ana
    """

    async def act() -> int:
        async with agents() as hand:
            if by and read_when(by, hand.clock.now().astimezone(hand.desk.tz)) is None:
                raise DeskbotError(f'--by: "{by}" is no time to come; write "16:30", "friday 10:00" or "in 2h"')
            wanted = [f"by {by}: {work}" if by else work for work in works]
            return await hand.ask_hands_on(number_of(ticket), wanted, named(author, hand.desk), text)

    Console().print(f"On its way to {asyncio.run(act())} address(es).")


@tickets_app.command("note")
def note(
    ticket: Name,
    text: Annotated[str, typer.Argument(help="- reads it from standard input.")],
    author: Author = "",
) -> None:
    """Add a note that no reseller ever sees.

    Example:
      deskbot tickets note 1042 "The carrier's ticket is TT-17." --as ana
    """

    async def act() -> None:
        async with agents() as hand:
            await hand.note(number_of(ticket), text_or_input(text), named(author, hand.desk))

    asyncio.run(act())
    Console().print("Noted.")


@tickets_app.command("set")
def set_command(
    ticket: Name,
    changes: Annotated[list[str], typer.Argument(help="severity=S2, category=rma, playbook=none, release=7.0.2, …")],
    author: Author = "",
) -> None:
    """Set a ticket right: its severity, category, known issue, or a fact; an empty value forgets the fact.

    A severity that is raised pages as policy says; one that is lowered below S2 ends the page.

    Examples:
      deskbot tickets set T-1042 severity=S2 release=7.0.2 --as ana
      deskbot tickets set T-1042 host_id=
    """

    async def act() -> str:
        async with agents(knowing_playbooks=True) as hand:
            return await hand.set(number_of(ticket), changes, named(author, hand.desk))

    Console().print(words(f"Set: {asyncio.run(act())}."))


@tickets_app.command("assign")
def assign(
    ticket: Name, person: Annotated[str, typer.Argument(help="A key of the staff, or nobody.")], author: Author = ""
) -> None:
    """Give a ticket to somebody, or back to nobody.

    Examples:
      deskbot tickets assign T-1042 ana
      deskbot tickets assign T-1042 nobody
    """

    async def act() -> None:
        async with agents() as hand:
            await hand.assign(number_of(ticket), person, named(author, hand.desk))

    asyncio.run(act())
    Console().print(f"Assigned to {person}.")


@tickets_app.command("close")
def close(
    ticket: Name,
    why: Annotated[str, typer.Option(help="A word on why; internal.")] = "",
    author: Author = "",
) -> None:
    """Close a ticket; its open page is cancelled.

    Example:
      deskbot tickets close T-1042 --why "spam"
    """

    async def act() -> None:
        async with agents() as hand:
            await hand.close(number_of(ticket), named(author, hand.desk), why)

    asyncio.run(act())
    Console().print("Closed.")


@asynccontextmanager
async def agents(*, knowing_playbooks: bool = False) -> AsyncGenerator[Agents]:
    """Yield the desk's hand on tickets; what it defers is carried out by the running server.

    The playbooks are read only where they are asked for: a slip in one keeps nobody from closing a ticket.
    """
    # Whoever only looks at tickets need not wait until all of this is loaded.
    from deskbot.app import build_channels, build_mailing  # noqa: PLC0415

    settings = with_secret(load_settings())
    desk = load_desk(settings.desk_file)
    async with open_database() as database:
        jobs, clock = Jobs(database.url, pool_size=1), SystemClock()
        mailing = build_mailing(settings, desk, jobs, clock, build_channels(settings, desk, database, clock))
        paging = Paging(jobs, desk)
        books = load_playbook_set(settings.playbooks_dir) if knowing_playbooks else PlaybookSet()
        yield Agents.of(database, desk, clock, mailing, paging, PlaybookShelf(books, clock.now()))


def named(author: str, desk: Desk, option: str = "--as") -> str:
    """Return who acts: the staff key that was given by an option, or the machine's user, who signs no letter.

    Raises:
        NotFoundError: a key was given, and it is not on the staff.
    """
    if author and author not in desk.staff:
        raise NotFoundError(f'{option}: "{author}" is not on the staff of desk.yaml{did_you_mean(author, desk.staff)}')
    return author or getpass.getuser()


def number_of(name: str) -> int:
    """Read a ticket's name.

    Raises:
        DeskbotError: it is none.
    """
    number = read_reference(name)
    if number is None:
        raise DeskbotError(f'"{name}" names no ticket; write T-1042 or 1042')
    return number


def time_of(written: str) -> timedelta:
    """Read how far to look ahead.

    Raises:
        DeskbotError: it is no duration.
    """
    try:
        return span_of(written)
    except ValueError as error:
        raise ConfigurationError(f"--due: {error}") from None


def as_promise(row: TicketRow, target: SlaTargetRow | None) -> dict[str, Any]:
    """Return what is promised for a ticket's first answer, and what came of it, for a script."""
    moments = {
        "answered_at": row.first_response_at,
        "answer_by": target.promised_at if target else None,
        "answer_warned_at": target.warned_at if target else None,
        "answer_overdue_at": target.breached_at if target else None,
    }
    promise = {"promised": target.says if target else ""}
    return promise | {key: moment.isoformat() if moment else None for key, moment in moments.items()}


def as_document(row: TicketRow, target: SlaTargetRow | None = None) -> dict[str, Any]:
    """Return a ticket for a script, with what is promised for it."""
    return as_promise(row, target) | {
        "ticket": reference(row.number or 0),
        "number": row.number,
        "state": row.state,
        "severity": row.severity,
        "category": row.category,
        "subject": row.subject,
        "verified": row.verified,
        "owner": row.owner,
        "playbook": row.playbook,
        "language": row.language,
        "entitlement": row.entitlement,
        "rating": row.rating,
        "rating_words": row.rating_words,
        "missing": row.missing,
        "part_of": reference(row.parent) if row.parent else None,
        "merged_into": reference(row.merged_into) if row.merged_into else None,
        "facts": {finding["key"]: finding["value"] for finding in row.findings},
        "created_at": row.created_at.isoformat(),
        "updated_at": row.updated_at.isoformat(),
    }


async def as_participant(session: Session, one: ParticipantRow) -> dict[str, Any]:
    """Return who takes part in a ticket for a script, and whether letters there come back."""
    lost = await undeliverable.find(session, one.channel, one.address)
    return {
        "channel": one.channel,
        "address": one.address,
        "name": one.name,
        "verified": one.verified,
        "undeliverable": f"since {lost.since:%Y-%m-%d}: {lost.status} {lost.why}".strip() if lost else "",
    }


def as_work(row: TaskRow) -> dict[str, Any]:
    """Return a hands-on task for a script."""
    return {
        "task": letter_of(row.place),
        "what": row.what,
        "state": row.state,
        "wanted_by": row.wanted_by.isoformat() if row.wanted_by else None,
        "answer": row.answer,
    }


LINK_WORDS = {
    Link.ALIKE: ("looks like", "looks like"),
    Link.PART_OF: ("part of", "has as a part"),
    Link.MERGED: ("merged into", "has taken in"),
    Link.SPLIT: ("split off", "gave rise to"),
}
"""How a link reads from either of its ends."""


def as_link(row: LinkRow, number: int) -> dict[str, Any]:
    """Return what links a ticket with another, as seen from it, for a script."""
    first = row.ticket_number == number
    return {
        "kind": row.kind,
        "says": LINK_WORDS[Link(row.kind)][0 if first else 1],
        "ticket": reference(row.other_number if first else row.ticket_number),
        "why": row.why,
        "author": row.author,
        "at": row.at.isoformat(),
    }


def as_held(one: NotificationRow) -> dict[str, Any]:
    """Return a page that waits for a script: for whom, until when, and why."""
    due_at = one.due_at.isoformat() if one.due_at else None
    return {"medium": one.medium, "responder": one.responder, "due_at": due_at, "why": one.held}


def as_entry(row: TimelineRow) -> dict[str, Any]:
    """Return a timeline entry for a script."""
    return {
        "at": row.at.isoformat(),
        "kind": row.kind,
        "author": row.author,
        "public": row.public,
        "verified": row.verified,
        "text": without_links(row.text),
        "data": row.data,
    }


def print_promise(console: Console, document: Mapping[str, Any]) -> None:
    """Print what is promised for a ticket's first answer, and what came of it."""
    if document["promised"]:
        by = f", by {document['answer_by'][:16].replace('T', ' ')} UTC" if document["answer_by"] else ""
        console.print(words(f"  first answer: {document['promised']}{by}"))
    if document["answered_at"] or document["answer_overdue_at"]:
        answered = f"answered {document['answered_at'][:16].replace('T', ' ')} UTC" if document["answered_at"] else ""
        overdue = "OVERDUE" if document["answer_overdue_at"] else ""
        console.print(words(f"  {'; '.join(filter(None, (overdue, answered)))}"))


def print_held(console: Console, held: list[dict[str, Any]]) -> None:
    """Print which pages wait, until when, and why."""
    for one in held:
        until = (one["due_at"] or "")[:19]
        console.print(words(f"  held until {until}: {one['medium']} to {one['responder']}; {one['why']}"))


def print_ticket(console: Console, document: dict[str, Any], entries: list[dict[str, Any]]) -> None:
    """Print a ticket for a person."""
    mark = "" if document["verified"] else "  UNVERIFIED"
    title = f"{document['ticket']}  {document['severity']}  {document['state']}  {document['category']}{mark}"
    console.print(Text(title, style="bold"))
    console.print(words(document["subject"]))
    for line in document["suggestions"]:
        console.print(words(f"  {line}"), soft_wrap=True)
    for key in ("owner", "playbook", "language", "entitlement"):
        console.print(Text(f"  {key}: {document[key] or '-'}"))
    if document["rating"]:
        console.print(words(f"  rating: {document['rating']} of 5 {document['rating_words']}".rstrip()))
    print_promise(console, document)
    for key, value in document["facts"].items():
        console.print(words(f"  {key}: {value}"))
    console.print(Text(f"  missing: {', '.join(document['missing']) or 'nothing'}"))
    print_held(console, document["held"])
    for one in document["tasks"]:
        until = f", wanted by {one['wanted_by'][:16]}" if one["wanted_by"] else ""
        console.print(words(f"  task {one['task']} {one['state']}{until}: {one['what']}"))
    for one in document["participants"]:
        lost = f"; letters there come back {one['undeliverable']}" if one["undeliverable"] else ""
        doubt = "" if one["verified"] else "; unverified"
        name = f"{one['name']} <{one['address']}>".lstrip()
        console.print(words(f"  takes part: {name} by {one['channel']}{doubt}{lost}"))
    for one in document["links"]:
        why = f": {one['why']}" if one["why"] else ""
        console.print(words(f"  {one['says']} {one['ticket']}{why}"))
    messages = 0
    for one in entries:
        messages += one["kind"] == Entry.MESSAGE
        place = f" {messages}" if one["kind"] == Entry.MESSAGE else ""
        seen = "" if one["public"] else " (internal)"
        doubt = "" if one["verified"] else " UNVERIFIED"
        console.print(
            Text(f"\n{one['at'][:19]} UTC {one['kind']}{place} by {plain(one['author'])}{seen}{doubt}", style="dim")
        )
        console.print(words(one["text"]))
        for reason in one["data"].get("reasons", ()):
            evidence = f' ("{reason["evidence"]}")' if reason["evidence"] else ""
            console.print(words(f"  because {reason['rule']}: {reason['says']}{evidence}"))
