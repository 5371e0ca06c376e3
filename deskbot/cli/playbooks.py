"""`deskbot playbooks`: the known issues: check them, list them, try which one a text fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deskbot.cli.loading import load_vectors
from deskbot.cli.playbook_eval import eval_command
from deskbot.cli.playbook_folder import FOLDER_HELP, place_of
from deskbot.cli.playbook_new import new
from deskbot.cli.playbook_numbers import numbers_command
from deskbot.cli.playbook_try import try_command
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.errors import ConfigurationError
from deskbot.store.playbook_files import read_playbook_files, read_playbook_folder
from deskbot.triage.playbook_lines import line_of
from deskbot.triage.playbooks import load_playbooks

if TYPE_CHECKING:  # it brings numpy along
    from deskbot.triage.playbook_lint import Remark

playbooks_app = typer.Typer(no_args_is_help=True, help="Known issues: check, list, and try which one a text fits.")
playbooks_app.command("numbers")(numbers_command)
Folder = Annotated[Path | None, typer.Option("--folder", help=FOLDER_HELP)]

playbooks_app.command("eval")(eval_command)
playbooks_app.command("new")(new)
playbooks_app.command("try")(try_command)


@playbooks_app.command("check")
def check(
    where: Annotated[Path | None, typer.Argument(metavar="[FOLDER]", help=FOLDER_HELP)] = None,
    folder: Folder = None,
) -> None:
    """Find slips in playbooks: keys, ids, sections, reviews, examples that fit another playbook better.

    Exit codes: 0 all is well, 1 there is something to mend, 2 the folder cannot be read.

    Examples:
      deskbot playbooks check
      deskbot playbooks check my-playbooks
    """
    # Imported here, as in the other commands, so that `deskbot --help` does not wait for numpy.
    from deskbot.triage.playbook_lint import lint  # noqa: PLC0415

    files, unread = read_playbook_folder(place_of(where or folder))
    try:
        books = replace(load_playbooks(files), vectors=load_vectors())
        found = placed(lint(books, SystemClock().now().date()), dict(files))
    except ConfigurationError as error:
        found = str(error).splitlines()
    found = [*unread, *found]
    console = Console()
    for line in found:
        console.print(words(line), soft_wrap=True)
    if found:
        console.print(Text(f"{len(found)} to mend in {len(files) + len(unread)} playbooks.", style="bold red"))
        raise typer.Exit(1)
    console.print(Text(f"{len(files)} playbooks, nothing to mend.", style="green"))


def placed(remarks: Iterable[Remark], texts: Mapping[str, str]) -> list[str]:
    """Return remarks in the order of the files, with the lines that they are about where that can be told."""
    found = sorted((one.path, line_of(one.says, texts.get(one.path, "")), one.says) for one in remarks)
    return [f"{path}:{line}: {says}" if line else f"{path}: {says}" for path, line, says in found]


@playbooks_app.command("list")
def list_command(folder: Folder = None) -> None:
    """List every playbook.

    Example:
      deskbot playbooks list --folder my-playbooks
    """
    table = Table("id", "title", "severity", "owner", "reviewed", "examples")
    for one in load_playbooks(read_playbook_files(place_of(folder))).playbooks:
        severity = one.severity_hint.value if one.severity_hint else ""
        reviewed = "draft" if one.draft else one.reviewed.isoformat() if one.reviewed else "never"
        row = (one.id, one.title, severity, one.owner, reviewed, str(len(one.examples)))
        table.add_row(*(words(cell) for cell in row))
    Console().print(table)
