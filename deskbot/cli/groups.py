"""Every group of commands, put together; each is imported when it is asked for, so that a command starts quickly."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from deskbot import __version__

COMMANDS = {
    "demo": "deskbot.cli.demo:demo",
    "init": "deskbot.cli.init:init",
    "serve": "deskbot.cli.serve:serve_command",
    "check": "deskbot.cli.check:check",
    "health": "deskbot.cli.health:health",
    "parse": "deskbot.cli.mail:parse",
    "triage": "deskbot.cli.triage:triage",
    "mail": "deskbot.cli.mail_group:mail_app",
    "tickets": "deskbot.cli.together:tickets_app",
    "slack": "deskbot.cli.slack:slack_app",
    "quarantine": "deskbot.cli.quarantine:quarantine_app",
    "playbooks": "deskbot.cli.playbooks:playbooks_app",
    "oncall": "deskbot.cli.oncall:oncall_app",
    "page": "deskbot.cli.page:page_app",
    "resellers": "deskbot.cli.directory:resellers_app",
    "accounts": "deskbot.cli.accounts:accounts_app",
    "audit": "deskbot.cli.audit:audit_app",
    "tokens": "deskbot.cli.tokens:tokens_app",
    "secrets": "deskbot.cli.secrets:secrets_app",
    "contacts": "deskbot.cli.persons:contacts_app",
    "systems": "deskbot.cli.directory:systems_app",
    "backup": "deskbot.cli.backup:backup_app",
    "restore": "deskbot.cli.restore:restore_command",
    "schema": "deskbot.cli.schema:schema",
}
"""Each command, or group of them, with the place where it is written."""
LOOKS: dict[str, Any] = {
    "rich_markup_mode": "rich",
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


@contextmanager
def uncollected() -> Generator[None]:
    """Let no collection look for garbage, as while modules are imported: there is none, and it takes half a second."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Commands(Mapping[str, Any]):
    """The commands by their names, each imported when it is looked up."""

    def __getitem__(self, name: str) -> Any:
        """Return a command or a group."""
        module, _, attribute = COMMANDS[name].partition(":")
        with uncollected():
            found: Any = getattr(importlib.import_module(module), attribute)
        if isinstance(found, typer.Typer):
            command: Any = get_group(found)
        else:
            single = typer.Typer(add_completion=False, **LOOKS)
            single.command()(found)
            command = get_command(single)
        command.name = name
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Group(TyperGroup):
    """The command line's front door."""

    def __init__(self, **options: Any) -> None:
        """Begin with the commands that are written down above."""
        super().__init__(**options)
        self.commands: Any = Commands()

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names, in the order in which help shows them."""
        del ctx
        return list(COMMANDS)


app = typer.Typer(
    cls=Group,
    name="deskbot",
    help="The front door of a vendor's help desk: messages in, complete tickets out, and a phone that rings.",
    no_args_is_help=True,
    **LOOKS,
)


def show_version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        typer.echo(f"deskbot {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of every command."""
