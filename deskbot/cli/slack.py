"""What Slack has to be told of the desk's app."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from deskbot.channels.slack.manifest import manifest
from deskbot.cli.loading import load_desk
from deskbot.settings import load_settings

slack_app = typer.Typer(help="Slack: the app's manifest.", no_args_is_help=True)


@slack_app.callback()
def slack() -> None:
    """Slack: the app's manifest."""


@slack_app.command("manifest", epilog="Example: deskbot slack manifest")
def manifest_(
    *, socket: Annotated[bool, typer.Option("--socket", help="Slack cannot reach us: we connect to it.")] = False
) -> None:
    """Print the manifest of the app, to be pasted where Slack makes one.

    It names the address of the web side (DESKBOT_PUBLIC_URL).
    """
    settings = load_settings()
    document = manifest(settings.web_base, load_desk(settings.desk_file).name, socket=socket)
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False))
