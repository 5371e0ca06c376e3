"""`deskbot playbooks`: the known issues: check them, list them, try which one a text fits."""

from __future__ import annotations

import json as jsons
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deskbot.cli.loading import load_playbook_set, load_vectors
from deskbot.cli.playbook_eval import eval_command
from deskbot.cli.playbook_folder import FOLDER_HELP, place_of
from deskbot.cli.playbook_new import new
from deskbot.cli.playbook_numbers import numbers_command
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.errors import ConfigurationError
from deskbot.model.case import Case, Category, Match
from deskbot.model.message import Address, Inbound
from deskbot.settings import load_settings
from deskbot.store.playbook_files import read_playbook_files
from deskbot.triage.playbook_lines import line_of
from deskbot.triage.playbooks import Playbook, load_playbooks
from deskbot.triage.versions import in_words, outside

if TYPE_CHECKING:  # it brings numpy along
    from deskbot.triage.playbook_lint import Remark

playbooks_app = typer.Typer(no_args_is_help=True, help="Known issues: check, list, and try which one a text fits.")
playbooks_app.command("numbers")(numbers_command)
Folder = Annotated[Path | None, typer.Option("--folder", help=FOLDER_HELP)]
CANDIDATES = 5

playbooks_app.command("eval")(eval_command)


playbooks_app.command("new")(new)


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

    files = read_playbook_files(place_of(where or folder))
    try:
        books = replace(load_playbooks(files), vectors=load_vectors())
        found = placed(lint(books, SystemClock().now().date()), dict(files))
    except ConfigurationError as error:
        found = str(error).splitlines()
    console = Console()
    for line in found:
        console.print(words(line), soft_wrap=True)
    if found:
        console.print(Text(f"{len(found)} to mend in {len(files)} playbooks.", style="bold red"))
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


@playbooks_app.command("try")
def try_command(
    text: Annotated[str, typer.Argument(help="What a reseller could write.")],
    *,
    subject: Annotated[str, typer.Option("--subject", help="The subject of the mail.")] = "",
    release: Annotated[str, typer.Option("--release", help="The release that the system runs; else the text's.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    semantic: Annotated[
        bool, typer.Option("--semantic", help="Match by meaning too; needs deskbot[semantic].")
    ] = False,
    folder: Folder = None,
) -> None:
    """Say which known issue a text fits, how well, and by which words.

    Examples:
      deskbot playbooks try "calls drop after half a minute"
      deskbot playbooks try --release 7.0.2 "calls drop after half a minute"
      deskbot playbooks try --json --subject "no audio" "they hear us, we don't hear them"
    """
    from deskbot.triage.matching import clear_winner, rank  # noqa: PLC0415

    if not (text + subject).strip():
        raise ConfigurationError('there is no text; write it in quotes: deskbot playbooks try "calls drop"')
    playbooks = load_playbook_set(place_of(folder), semantic=semantic or load_settings().semantic)
    release = release or _release_in(text, subject)
    ranked = rank(text, subject, playbooks)
    others = {
        one.playbook: in_words(book.versions)
        for one in ranked
        if (book := playbooks.get(one.playbook)) and outside(release, book.versions)
    }
    matches = tuple(one for one in ranked if one.playbook not in others)
    winner = playbooks.get(clear_winner(matches) or "")
    if json:
        _print_json(ranked, winner.id if winner else None, others)
    else:
        _print_table(matches, winner)
        _print_releases(winner, release, others)


def _release_in(text: str, subject: str) -> str:
    """Return the release that a text names, as triage reads it; empty where it names none."""
    from deskbot.cli.triage import NOBODY  # noqa: PLC0415
    from deskbot.triage.pipeline import all_diagnostics  # noqa: PLC0415

    message = Inbound(channel="email", external_id="", sender=Address(""), subject=subject, text=text, reply=text)
    case = Case(message=message, writer=NOBODY, now=SystemClock().now())
    reader = next(one for one in all_diagnostics() if one.key == "release")
    found = reader.read(case, Category.INCIDENT)
    return found.value if found else ""


def _print_json(matches: tuple[Match, ...], winner: str | None, others: Mapping[str, str]) -> None:
    found = [
        {
            "playbook": one.playbook,
            "title": one.title,
            "score": one.score,
            "words": one.words,
            "other_release": one.playbook in others,
        }
        for one in matches
    ]
    # ASCII only: it is read by programs, through whatever encoding the terminal has.
    typer.echo(jsons.dumps({"winner": winner, "matches": found}, indent=1))


def _print_table(matches: tuple[Match, ...], winner: Playbook | None) -> None:
    table = Table("score", "playbook", "title", "because of")
    for one in matches[:CANDIDATES]:
        table.add_row(f"{one.score:.4f}", words(one.playbook), words(one.title), words(", ".join(one.words)))
    console = Console()
    if matches:
        console.print(table)
    if winner:
        console.print(words(f"It fits {winner.id}."), soft_wrap=True)
    else:
        console.print("No known issue fits clearly: a person decides.", soft_wrap=True)


def _print_releases(winner: Playbook | None, release: str, others: Mapping[str, str]) -> None:
    """Say which playbooks are for other releases, and what is not certain of the winner."""
    console = Console()
    for playbook, spans in others.items():
        says = f"Left out: {playbook} is for releases {spans}, and the system runs {release}."
        console.print(words(says), soft_wrap=True)
    if winner and winner.versions and not release:
        says = f"It is for releases {in_words(winner.versions)}; a system known to run another is not told of it."
        console.print(words(says), soft_wrap=True)
