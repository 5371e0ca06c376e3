"""`deskbot mail`: what an operator does about the mail channel."""

from __future__ import annotations

import typer

from deskbot.cli.mail_dkim import dkim_record
from deskbot.cli.mail_users import user

mail_app = typer.Typer(
    help="The mail channel: who may sign in to submit mail, and the record for our signature.", no_args_is_help=True
)
mail_app.command("user")(user)
mail_app.command("dkim-record")(dkim_record)
