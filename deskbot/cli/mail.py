"""`deskbot parse FILE.eml`: show how a mail is read, without any effect."""

from __future__ import annotations

import json as jsons
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deskbot.channels.email.parsing import read_mail
from deskbot.channels.email.reading.as_json import inbound_as_json
from deskbot.cli.mail_file import bytes_of
from deskbot.cli.terminal import words
from deskbot.errors import DeskbotError
from deskbot.model.message import Address, Attachment, Inbound
from deskbot.tickets.sizes import size_in_words

_MOST_PEOPLE = 20


def parse(
    file: Annotated[Path, typer.Argument(help="A mail as it came over the wire (RFC 5322); - reads standard input.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """Show how one mail is read: who wrote what anew, to whom, and what came with it.

    Example:
      deskbot parse complaint.eml --json
    """
    try:
        message = read_mail(bytes_of(file))
    except ValueError as error:
        raise DeskbotError(f"{file}: cannot be read as a mail: {error}") from error
    if json:
        # Only ASCII: characters that turn a terminal's writing around stay written out.
        typer.echo(jsons.dumps(inbound_as_json(message), indent=2))
    else:
        _show(Console(), message)


def _show(console: Console, message: Inbound) -> None:
    head = Table.grid(padding=(0, 2))
    for name, value in _head(message):
        if value:
            head.add_row(Text(name, style="bold"), words(value))
    console.print(head)
    console.print()
    console.print(words(message.reply or "(nothing new)"), soft_wrap=True)
    if message.signature:
        console.print()
        console.print(Text("signed", style="bold dim"))
        console.print(words(message.signature), style="dim", soft_wrap=True)
    _show_files(console, "files", [file for file in message.attachments if not file.inline])
    _show_files(console, "pictures in the text", [file for file in message.attachments if file.inline])
    if message.defects:
        console.print()
        console.print(Text("what was wrong", style="bold yellow"))
    for defect in message.defects:
        console.print(Text("! ", style="bold yellow") + words(defect))
    hidden = len(message.text.split()) - len(message.words.split())
    if hidden > 0:
        console.print()
        console.print(Text(f"({hidden} words of earlier mails are not shown; see --json)", style="dim"))


def _show_files(console: Console, title: str, files: Sequence[Attachment]) -> None:
    """Print files under a title, nothing where there are none."""
    if not files:
        return
    console.print()
    console.print(Text(title, style="bold"))
    table = Table.grid(padding=(0, 2))
    for file in files:
        table.add_row(
            Text("+", style="bold"), words(file.filename), words(size_in_words(file.size)), words(file.content_type)
        )
    console.print(table)


def _head(message: Inbound) -> tuple[tuple[str, str], ...]:
    return (
        ("Subject", message.subject),
        ("From", str(message.sender)),
        ("Passes on", str(message.forwarded_from or "")),
        ("Reply-To", str(message.reply_to or "")),
        ("To", _people(message.to)),
        ("Cc", _people(message.cc)),
        ("Date", message.date.isoformat(sep=" ") if message.date else ""),
        ("Message-ID", message.message_id or ""),
        ("Answers", message.in_reply_to or ""),
        ("Automatic", message.automatic.value if message.automatic else ""),
        ("Undelivered", ", ".join(f"{one.address} ({one.status or one.why})" for one in message.undelivered)),
        ("May answer", "" if message.answerable else "no"),
    )


def _people(addresses: Sequence[Address]) -> str:
    """Return addresses in one line, the first of them where they are very many."""
    shown = ", ".join(map(str, addresses[:_MOST_PEOPLE]))
    return f"{shown} and {len(addresses) - _MOST_PEOPLE} more" if len(addresses) > _MOST_PEOPLE else shown
