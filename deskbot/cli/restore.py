"""`deskbot restore`: a backup becomes the desk again, all of it or nothing."""

from __future__ import annotations

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
        Path | None, typer.Option(metavar="FOLDER", help="Write desk.yaml and playbooks there, if none is overwritten.")
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
    if policy:
        _write_policy(policy_of(file), policy)
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


def _write_policy(files: dict[str, bytes], folder: Path) -> None:
    """Write the desk's policy into a folder.

    Raises:
        DeskbotError: something is there already, or it cannot be written.
    """
    targets = {folder / name.removeprefix("policy/"): content for name, content in files.items()}
    for target in targets:
        if not target.resolve().is_relative_to(folder.resolve()):
            raise BackupError(f"{target} would lie outside {folder}")
        if target.exists():
            raise DeskbotError(f"{target} is there already, and is not overwritten: name an empty folder")
    try:
        for target, content in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    except OSError as error:
        raise DeskbotError(f"{folder} cannot be written: {error.strerror}") from error
