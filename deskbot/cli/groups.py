"""Every group of commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from deskbot import __version__
from deskbot.cli.check import check
from deskbot.cli.demo import demo
from deskbot.cli.directory import contacts_app, resellers_app, systems_app
from deskbot.cli.mail import parse
from deskbot.cli.mail_users import mail_app
from deskbot.cli.oncall import oncall_app
from deskbot.cli.playbooks import playbooks_app
from deskbot.cli.quarantine import quarantine_app
from deskbot.cli.serve import serve_command
from deskbot.cli.tickets import tickets_app
from deskbot.cli.triage import triage

app = typer.Typer(
    name="deskbot",
    help="The front door of a vendor's help desk: messages in, complete tickets out, and a phone that rings.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("demo")(demo)
app.command("serve")(serve_command)
app.command("check")(check)
app.command("parse")(parse)
app.command("triage")(triage)
app.add_typer(tickets_app, name="tickets")
app.add_typer(mail_app, name="mail")
app.add_typer(quarantine_app, name="quarantine")
app.add_typer(playbooks_app, name="playbooks")
app.add_typer(oncall_app, name="oncall")
app.add_typer(resellers_app, name="resellers")
app.add_typer(contacts_app, name="contacts")
app.add_typer(systems_app, name="systems")


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
