"""`deskbot parse FILE.eml`: show how a mail is read, without any effect."""

from __future__ import annotations

import json as jsons
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deskbot.channels.email.as_json import inbound_as_json
from deskbot.channels.email.parsing import read_mail
from deskbot.cli.mail_file import bytes_of
from deskbot.cli.terminal import words
from deskbot.errors import DeskbotError
from deskbot.model.message import Inbound


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
    for file in message.attachments:
        inline = ", inline" if file.inline else ""
        console.print(
            Text("+ ", style="bold") + words(f"{file.filename} ({file.content_type}, {file.size} bytes{inline})")
        )
    for defect in message.defects:
        console.print(Text("! ", style="bold yellow") + words(defect))
    hidden = len(message.text.split()) - len(message.reply.split())
    if hidden > 0:
        console.print(Text(f"({hidden} words of earlier mails are not shown; see --json)", style="dim"))


def _head(message: Inbound) -> tuple[tuple[str, str], ...]:
    return (
        ("Subject", message.subject),
        ("From", str(message.sender)),
        ("Reply-To", str(message.reply_to or "")),
        ("To", ", ".join(map(str, message.to))),
        ("Cc", ", ".join(map(str, message.cc))),
        ("Date", message.date.isoformat(sep=" ") if message.date else ""),
        ("Message-ID", message.message_id or ""),
        ("Answers", message.in_reply_to or ""),
        ("Automatic", message.automatic.value if message.automatic else ""),
        ("May answer", "" if message.answerable else "no"),
    )
