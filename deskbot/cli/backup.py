"""`deskbot backup`: all of the desk in one file, made beside a running server; and whether such a file is whole."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from deskbot import __version__
from deskbot.cli.database import opened, shared_url
from deskbot.cli.noting import note
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.settings import Settings, load_settings
from deskbot.store.backup.dumping import About, back_up
from deskbot.store.backup.manifest import BackupError, Manifest, mark_of
from deskbot.store.backup.restoring import verify


class MakingByDefault(TyperGroup):
    """`deskbot backup FILE` is `deskbot backup make FILE`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Take what is no command for the file."""
        return super().resolve_command(ctx, args if args and args[0] in self.commands else ["make", *args])


backup_app = typer.Typer(
    cls=MakingByDefault,
    no_args_is_help=True,
    help="Write all of the desk into one file, beside a running server: deskbot backup FILE|FOLDER.",
)


@backup_app.callback()
def backup_() -> None:
    """Write all of the desk into one file, beside a running server: deskbot backup FILE|FOLDER."""


@backup_app.command("make", epilog="Example: deskbot backup /var/backups/deskbot/")
def make(
    place: Annotated[str, typer.Argument(metavar="FILE|FOLDER", help="In a folder it is named by the time.")],
) -> None:
    """Write a backup: tickets, mail, files, people, and the desk's policy; no secret of .env is in it."""
    settings = load_settings()
    now = SystemClock().now()
    target = _target(place, now)
    with shared_url(settings) as url:
        manifest = back_up(url, target, _about(settings, now), _policy(settings))
        asyncio.run(_note(url, target))
    Console().print(words(f"{target}: {in_short(manifest)}, {_megabytes(target.stat().st_size)}"), soft_wrap=True)
    Console().print("Keep .env elsewhere: DESKBOT_SECRET_KEY is not in it, and a restore needs the same.")


def _target(place: str, now: datetime) -> Path:
    """Return the name of a new backup.

    Raises:
        BackupError: a folder is meant that is not there: a file of that name would keep the next backup out.
    """
    path = Path(place)
    if path.is_dir():
        return path / f"deskbot-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"
    if place.endswith(os.sep):
        raise BackupError(f"{place}: there is no such folder; make it first")
    return path


@backup_app.command("verify", epilog="Example: deskbot backup verify deskbot-20261129T120000Z.zip")
def verify_(file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")]) -> None:
    """Read a backup to its end: every sum, and its dump by PostgreSQL's own tool. Nothing is written."""
    manifest = verify(file)
    Console().print(words(f"{file} is whole: {in_short(manifest)}"), soft_wrap=True)
    if not manifest.fits(keys_of(load_settings())):
        Console().print("It was made with another DESKBOT_SECRET_KEY than is set here.", style="yellow")


def in_short(manifest: Manifest) -> str:
    """Return what is in a backup, in a line."""
    told = ", ".join(f"{manifest.counts.get(table, 0)} {name}" for table, name in _TOLD.items())
    return f"{told}, from {manifest.made_at:%Y-%m-%d %H:%M} UTC (deskbot {manifest.deskbot}, schema {manifest.schema})"


_TOLD = {"ticket": "tickets", "inbound": "messages", "blob": "files and raw mails", "page": "pages"}


def keys_of(settings: Settings) -> tuple[bytes, ...]:
    """Return the signing keys that are set, the one of before included."""
    key = _key(settings)
    return ((key,) if key else ()) + settings.old_secrets()


def names_set(settings: Settings) -> frozenset[str]:
    """Return the names of the variables that are set."""
    return frozenset(f"DESKBOT_{name.upper()}" for name in settings.model_fields_set)


def _key(settings: Settings) -> bytes:
    return settings.secret_key.get_secret_value().encode() if settings.secret_key else b""


def _about(settings: Settings, now: datetime) -> About:
    key = _key(settings)
    return About(__version__, now, mark_of(key) if key else None, tuple(sorted(names_set(settings))))


def _policy(settings: Settings) -> dict[str, bytes]:
    """Return desk.yaml and the folder of playbooks, where they are there: playbooks that are shipped need no backup."""
    files = {"desk.yaml": settings.desk_file}
    if settings.playbooks_dir and settings.playbooks_dir.is_dir():
        files |= {f"playbooks/{path.name}": path for path in sorted(settings.playbooks_dir.glob("*.md"))}
    return {name: path.read_bytes() for name, path in files.items() if path.is_file()}


async def _note(url: str, target: Path) -> None:
    async with opened(url) as database, database.begin() as session:
        note(session, "backed up", target.name)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
