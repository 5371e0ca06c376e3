"""`deskbot playbooks new`: begin a playbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from deskbot.cli.playbook_folder import FOLDER_HELP, place_of
from deskbot.cli.terminal import text_or_input, words
from deskbot.clock import SystemClock
from deskbot.errors import ConfigurationError, DeskbotError
from deskbot.store.playbook_files import is_installed, read_playbook_files, shipped_folder
from deskbot.triage.playbook_scaffold import near_ids, proper_id, scaffold
from deskbot.triage.playbooks import PlaybookSet, is_id, load_playbooks

MOST_TEXT = 20_000
"""Characters of a text of which a playbook is made."""


def new(
    playbook_id: Annotated[
        str, typer.Argument(metavar="ID", help='Lower-case words joined by dashes, like "one-way-audio".')
    ],
    *,
    title: Annotated[str, typer.Option("--title", help="What it is, in the words of the desk.")] = "",
    text: Annotated[
        str,
        typer.Option(
            "--from-text",
            metavar="TEXT",
            help="What a reseller wrote: its sentences become examples; - reads standard input.",
        ),
    ] = "",
    folder: Annotated[Path | None, typer.Option("--folder", help=FOLDER_HELP)] = None,
) -> None:
    """Begin a playbook: a file with every section, told to nobody before its "draft: true" is removed.

    Examples:
      deskbot playbooks new door-phone-silent --title "Door phone does not ring"
      deskbot playbooks new crackling --from-text "The line crackles on every call since Monday."
      deskbot playbooks new crackling --from-text - < mail.txt
    """
    check_id(playbook_id)
    place = place_of(folder) or own_folder()
    if names_file(text):
        raise DeskbotError(f"--from-text: {text} is a file; write --from-text - < {text}")
    told = text_or_input(text, MOST_TEXT)[:MOST_TEXT]
    others = others_in(place)
    path = place / f"{playbook_id}.md"
    taken = others.get(playbook_id)
    if taken is not None or path.exists():
        there = taken.path if taken is not None else path
        raise DeskbotError(
            f'there is a playbook "{playbook_id}" already: {there}; change that one, or choose another id'
        )
    try:
        place.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(scaffold(playbook_id, title, told))
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be written ({error.strerror}); name another with --folder") from None
    report(Console(), path, others, told)


def names_file(text: str) -> bool:
    """Return whether a text is no reseller's, but the path of a file that holds one."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False  # too long for a path, or no path at all


def check_id(playbook_id: str) -> None:
    """Check that an id is one.

    Raises:
        DeskbotError: it is not; names the one that was meant.
    """
    if not is_id(playbook_id):
        meant = proper_id(playbook_id)
        raise DeskbotError(
            f'"{playbook_id}" is no id: lower-case words joined by dashes'
            + (f'; did you mean "{meant}"?' if meant else ', like "one-way-audio"')
        )


def own_folder() -> Path:
    """Return the folder of playbooks of a checkout; an installed deskbot has none that is its user's.

    Raises:
        ConfigurationError: deskbot is installed, and an upgrade would take a new file away.
    """
    if is_installed():
        raise ConfigurationError("which folder? Name yours with --folder, or set DESKBOT_PLAYBOOKS_DIR")
    return shipped_folder()


def others_in(place: Path) -> PlaybookSet:
    """Return the playbooks of a folder; none where there is no folder yet, or where one of them cannot be read."""
    try:
        return load_playbooks(read_playbook_files(place))
    except ConfigurationError:
        return PlaybookSet()


def report(console: Console, path: Path, others: PlaybookSet, told: str) -> None:
    """Say what was written, what it may be one too many of, and what is still to do."""
    # Imported here, so that `deskbot --help` does not wait for numpy.
    from deskbot.triage.matching import clear_winner, rank  # noqa: PLC0415
    from deskbot.triage.playbook_lint import lint  # noqa: PLC0415

    console.print(words(f"{path} is written."), soft_wrap=True)
    made = load_playbooks([(str(path), path.read_text(encoding="utf-8"))]).playbooks[0]
    for near in near_ids(made.id, [one.id for one in others.playbooks]):
        console.print(words(f'There is "{near}" already; did you mean that one?'), soft_wrap=True)
    winner = clear_winner(rank(told, "", others.published)) if told.strip() and others.playbooks else None
    if winner:
        console.print(words(f'The text fits "{winner}"; perhaps its words belong there.'), soft_wrap=True)
    if told.strip():
        console.print("Take names, addresses and numbers of real people out of the examples.", soft_wrap=True)
    console.print('Until it is finished, "deskbot playbooks check" will say:', soft_wrap=True)
    for remark in lint(PlaybookSet((*others.playbooks, made)), SystemClock().now().date()):
        if remark.path == str(path):
            console.print(words(f"  {remark.says}"), soft_wrap=True)
