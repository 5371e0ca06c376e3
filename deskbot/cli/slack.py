"""What Slack has to be told of the desk's app, and the workspaces that have installed it."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer
from rich.console import Console

from deskbot.channels.slack.manifest import SCOPES, manifest
from deskbot.cli.database import open_database
from deskbot.cli.loading import load_desk
from deskbot.cli.noting import note
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.errors import NotFoundError, UnavailableError
from deskbot.model.chat import SLACK
from deskbot.model.installation import Installation
from deskbot.settings import Settings, load_settings
from deskbot.store import installations
from deskbot.store.database import Database
from deskbot.wires.sealed import Keys
from deskbot.wires.slack import Failed, connect, outcome_of
from deskbot.wires.slack_installations import INSTALLATION, ended, opened, shown

slack_app = typer.Typer(help="Slack: the app's manifest, and the workspaces that have it.", no_args_is_help=True)


@slack_app.callback()
def slack() -> None:
    """Slack: the app's manifest, and the workspaces that have it."""


@slack_app.command("manifest", epilog="Example: deskbot slack manifest --shared")
def manifest_(
    *,
    shared: Annotated[
        bool, typer.Option(help="Other workspaces install it, too; its tokens end and are renewed.")
    ] = False,
    socket: Annotated[bool, typer.Option("--socket", help="Slack cannot reach us: we connect to it.")] = False,
) -> None:
    """Print the manifest of the app, to be pasted where Slack makes one.

    It names the address of the web side (DESKBOT_PUBLIC_URL).
    """
    settings = load_settings()
    document = manifest(settings.web_base, load_desk(settings.desk_file).name, shared=shared, socket=socket)
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False))


@slack_app.command("installations", epilog="Example: deskbot slack installations")
def installations_() -> None:
    """List the workspaces that have installed the app by themselves; no token is shown."""
    console = Console()
    found = asyncio.run(_all())
    for one in found:
        console.print(words(f"{one.place}  {one.name}  {standing(one)}"), soft_wrap=True)
    if not found:
        console.print("None. Somebody of a workspace opens /slack/install on the web side.")


@slack_app.command("uninstall", epilog="Example: deskbot slack uninstall T0RHEINRUF")
def uninstall(
    place: Annotated[str, typer.Argument(help="The id of the workspace or organisation.")],
    forget: Annotated[bool, typer.Option(help="Forget it, whatever Slack says.")] = False,
) -> None:
    """Remove the app from a workspace; what is to be sent there goes another way from then on."""
    asyncio.run(_uninstall(load_settings(), place.upper(), forget=forget))
    Console().print(words(f"The app is not in {place.upper()} any more."), soft_wrap=True)


def standing(one: Installation) -> str:
    """Return how it stands with an installation, and what is to be mended."""
    if one.ended_at is not None:
        return f"ended {one.ended_at:%Y-%m-%d %H:%M} UTC: {one.why}"
    missing = [scope for scope in SCOPES if scope not in one.scopes]
    told = [f"since {one.installed_at:%Y-%m-%d}"]
    told += [f"lacks {' '.join(missing)}: have it installed there again"] if missing else []
    return "; ".join([*told, *([one.why] if one.why else [])])


async def kept(database: Database) -> dict[str, str]:
    """Return what is kept of each installation."""
    async with database.begin() as session:
        return await installations.places(session, SLACK, INSTALLATION)


async def _all() -> list[Installation]:
    async with open_database() as database:
        return [shown(place, text) for place, text in (await kept(database)).items()]


async def _uninstall(settings: Settings, place: str, *, forget: bool) -> None:
    async with open_database() as database:
        text = (await kept(database)).get(place)
        if text is None:
            raise NotFoundError(f"the app is not installed in {place}; deskbot slack installations lists where it is")
        if not forget and shown(place, text).ended_at is None:
            await _remove(settings, opened(place, text, Keys.of(settings)))
        async with database.begin() as session:
            row = await installations.lock(session, SLACK, f"{INSTALLATION}{place}")
            if forget:
                await installations.forget(session, SLACK, f"{INSTALLATION}{place}")
            elif row is not None and shown(place, row.value).ended_at is None:
                row.value = ended(place, row.value, "uninstalled by the desk", SystemClock().now())
            act = "forgot a workspace" if forget else "removed the app from a workspace"
            note(session, act, place)


async def _remove(settings: Settings, one: Installation) -> None:
    secret = settings.slack_client_secret.get_secret_value() if settings.slack_client_secret else ""
    try:
        await connect(settings, one.token).apps_uninstall(client_id=settings.slack_client_id, client_secret=secret)
    except Failed as error:
        raise UnavailableError(f"{outcome_of(error).detail}; --forget forgets it all the same") from None
