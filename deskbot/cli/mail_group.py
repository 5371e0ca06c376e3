"""`deskbot mail`: who may sign in to submit mail, and the record for our signature."""

from __future__ import annotations

import getpass
import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from deskbot.access.domains import normal_address
from deskbot.channels.email.door.users import MAX_PASSWORD, hash_password, read_users, with_user
from deskbot.cli.loading import load_desk
from deskbot.errors import ConfigurationError, DeskbotError
from deskbot.settings import load_settings
from deskbot.wires.letters.signing import key_of

MIN_PASSWORD = 10
LONGEST_STRING = 255
"""Characters of one string of a TXT record; what is longer is written as several."""

mail_app = typer.Typer(
    help="The mail channel: who may sign in to submit mail, and the record for our signature.", no_args_is_help=True
)


@mail_app.command()
def user(
    address: Annotated[str, typer.Argument(help="The address that is proven by signing in; it is the user name, too.")],
) -> None:
    """Set the password with which an address signs in to submit mail; one line on standard input, or asked twice.

    Writes the line into DESKBOT_SMTP_USERS_FILE, or prints it where that is not set. No restart is needed.

    Example:
      deskbot mail user ty@brightpathvoice.example
    """
    plain = normal_address(address)
    if not plain:
        raise DeskbotError(f"{address}: is no plain mail address; write it like ty@brightpathvoice.example")
    file = load_settings().smtp_users_file
    hashed = hash_password(_password())
    if file is None:
        typer.echo(f"{plain}:{hashed}")
        return
    known = file.exists() and plain in read_users(file)
    _write(file, with_user(file.read_text(encoding="utf-8") if file.exists() else "", plain, hashed))
    typer.echo(f"{file}: {plain} {'has a new password' if known else 'may sign in now'}")


@mail_app.command("dkim-record")
def dkim_record() -> None:
    """Print the DNS record that belongs to the DKIM key of the settings; it holds the public half only.

    Exit codes: 0 printed, 2 no key is set, or it cannot be used.

    Example:
      deskbot mail dkim-record
    """
    settings = load_settings()
    key = key_of(settings, load_desk(settings.desk_file).sender)
    if key is None:
        raise ConfigurationError(
            "DESKBOT_DKIM_KEY_FILE: is not set; make a key with: openssl genrsa -out dkim.pem 2048, and set "
            "DESKBOT_DKIM_KEY_FILE and DESKBOT_DKIM_SELECTOR"
        )
    name, text = key.record
    parts = [text[at : at + LONGEST_STRING] for at in range(0, len(text), LONGEST_STRING)]
    strings = " ".join(f'"{part}"' for part in parts)
    typer.echo(f"{name}. IN TXT ( {strings} )")


def _password() -> str:
    """Return a new password.

    Raises:
        DeskbotError: the two differ, or it is too short or too long.
    """
    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if getpass.getpass("Again: ") != password:
            raise DeskbotError("the two passwords differ; nothing was changed")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if not MIN_PASSWORD <= len(password.encode()) <= MAX_PASSWORD:
        raise DeskbotError(f"a password has {MIN_PASSWORD} to {MAX_PASSWORD} octets; nothing was changed")
    return password


def _write(file: Path, text: str) -> None:
    """Put a new version in the file's place in one step, readable by its owner only."""
    try:
        mode, owner = (file.stat().st_mode & 0o777, file.stat()) if file.exists() else (0o600, None)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(text)
        Path(name).chmod(mode)
        if owner is not None and os.geteuid() == 0:
            os.chown(name, owner.st_uid, owner.st_gid)
        Path(name).replace(file)
    except OSError as error:
        raise DeskbotError(f"{file}: cannot be written ({error.strerror}); nothing was changed") from None
