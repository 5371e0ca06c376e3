"""`deskbot restore`: a backup becomes the desk again, all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from deskbot.cli.backup import in_short, keys_of, names_set
from deskbot.cli.database import url_as_it_is
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.errors import DeskbotError
from deskbot.settings import Settings, load_settings
from deskbot.store.backup.aftermath import Aftermath
from deskbot.store.backup.manifest import BackupError, Manifest
from deskbot.store.backup.restoring import Doubts, policy_of, restore


def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="As `deskbot backup` has written it.")],
    *,
    resume: Annotated[
        bool, typer.Option("--resume", help="Nothing ran after the backup: what waited goes out as if nothing were.")
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", help="Nothing from before goes out by itself, no phone rings: a drill, an old backup."),
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Take away what the database holds now.")] = False,
    other_key: Annotated[
        bool, typer.Option("--other-key", help="Go on although DESKBOT_SECRET_KEY is another one.")
    ] = False,
    policy: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write desk.yaml and playbooks there; nothing is overwritten."),
    ] = None,
) -> None:
    """Put a backup back into the database of the settings; deskbot is stopped meanwhile.

    Letters that waited when the backup was made may have gone out since: their tickets say so, and they are not
    sent again. Pages that were open ring on: rather one too many than none.

    Examples:
      deskbot restore deskbot-20261129T120000Z.zip
      deskbot restore deskbot-20261129T120000Z.zip --replace --resume
    """
    if resume and quiet:
        raise typer.BadParameter("--resume and --quiet are opposites: choose one")
    then = Aftermath.QUIET if quiet else Aftermath.RESUME if resume else Aftermath.DOUBT
    settings = load_settings()
    files = _policy(policy_of(file), policy) if policy else {}
    with url_as_it_is(settings) as url:
        manifest, doubts = restore(
            url,
            file,
            then,
            SystemClock().now(),
            replace=replace,
            may=lambda manifest: None if other_key else _check_key(manifest, settings),
        )
    console = Console()
    console.print(words(f"Restored {in_short(manifest)}."), soft_wrap=True)
    for line in _to_be_known(then, doubts, manifest, settings):
        console.print(words(line), soft_wrap=True)
    # Last, as what is left behind by a restore that was refused would keep out the right one.
    _write(files)


def _check_key(manifest: Manifest, settings: Settings) -> None:
    if not manifest.fits(keys_of(settings)):
        raise BackupError(
            "this backup was made with another DESKBOT_SECRET_KEY: links and reply addresses that people have would "
            "lead nowhere, and Slack's tokens could not be read. Set the old key (DESKBOT_SECRET_KEY, or "
            "DESKBOT_SECRET_KEY_OLD beside a new one), or say --other-key"
        )


def _to_be_known(then: Aftermath, doubts: Doubts, manifest: Manifest, settings: Settings) -> list[str]:
    lines = []
    if then is Aftermath.DOUBT:
        lines.append(
            f"{doubts.letters} letters waited when it was made and may have gone out since: their tickets say so. "
            f"{doubts.pages} pages are open, and ring on."
        )
    if then is Aftermath.QUIET:
        lines.append(f"{doubts.letters} letters that waited are not sent any more, and no page is open.")
        lines.append("Messages that were no ticket yet lie in quarantine: look at `deskbot quarantine list`.")
    if then is not Aftermath.RESUME:
        lines.append("Everybody is signed out. Who was shut out, or whose token was revoked, since the backup may")
        lines.append("come in again: look at `deskbot accounts list` and `deskbot tokens list`.")
    if missing := sorted(set(manifest.settings) - names_set(settings)):
        lines.append(f"Set when it was made, and not here: {', '.join(missing)}.")
    return lines


def _policy(files: Mapping[str, bytes], folder: Path) -> dict[Path, bytes]:
    """Return the files of the desk's policy by where they are to be written; those that lie there as they are, are not.

    Raises:
        DeskbotError: something else is there already, or they cannot be written.
    """
    targets = {folder / name.removeprefix("policy/"): content for name, content in files.items()}
    for target in targets:
        if not target.resolve().is_relative_to(folder.resolve()):
            raise BackupError(f"{target} would lie outside {folder}")
    missing = {target: content for target, content in targets.items() if not _lies_there(target, content)}
    for target in missing:
        _refuse_unwritable(next(place for place in target.absolute().parents if place.exists()))
    return missing


def _lies_there(target: Path, content: bytes) -> bool:
    try:
        if target.read_bytes() == content:
            return True
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise DeskbotError(f"{target} cannot be read: {error.strerror}") from error
    raise DeskbotError(f"{target} is there already, and is not overwritten: name an empty folder")


def _refuse_unwritable(place: Path) -> None:
    if not place.is_dir():
        raise DeskbotError(f"{place} is no folder: name another for --policy")
    if not os.access(place, os.W_OK | os.X_OK):
        raise DeskbotError(f"{place} cannot be written to: name another folder for --policy")


def _write(files: Mapping[Path, bytes]) -> None:
    """Write the policy of a desk that is restored.

    Raises:
        DeskbotError: it cannot be written after all; the database stays restored.
    """
    for target, content in files.items():
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.write(content)
        except OSError as error:
            raise DeskbotError(
                f"the database is restored, and {target} cannot be written ({error.strerror}): do not restore it "
                "again; take desk.yaml and the playbooks out of the backup, which any ZIP program opens"
            ) from error
