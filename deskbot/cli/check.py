"""`deskbot check`: is everything that deskbot needs there and right?"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from datetime import timedelta

import typer
from rich.console import Console
from rich.text import Text

from deskbot.access.proof import networks
from deskbot.cli.check_carriers import carriers
from deskbot.cli.check_chats import chats, installed
from deskbot.cli.check_keys import keys
from deskbot.cli.check_mail import mailbox, relay
from deskbot.cli.check_oidc import oidc
from deskbot.cli.database import shared_url
from deskbot.cli.finding import Finding
from deskbot.cli.loading import load_desk, load_playbook_set
from deskbot.clock import SystemClock
from deskbot.desk.telephones import idle_regions
from deskbot.errors import ConfigurationError, DeskbotError, did_you_mean
from deskbot.escalation.quiet import quiet_levels
from deskbot.gaps import find_gaps
from deskbot.model.chat import SLACK
from deskbot.settings import Settings, load_settings
from deskbot.store import directory, installations
from deskbot.store.database import Database
from deskbot.store.leases import MARGIN
from deskbot.store.schema import pending
from deskbot.wires.sealed import Keys
from deskbot.wires.slack_installations import INSTALLATION, shown


def check() -> None:
    """Validate settings, desk.yaml and playbooks, and try every credential and number; pages nobody, changes nothing.

    Exit codes: 0 all is right, 2 something is wrong.

    Example:
      deskbot check
    """
    findings = look()
    console = Console()
    for finding in findings:
        mark = Text("ok    ", style="green") if finding.right else Text("WRONG ", style="bold red")
        mark = Text("LOOK  ", style="yellow") if finding.doubtful else mark
        console.print(mark + Text(f"{finding.what}: {finding.says}"), soft_wrap=True)
    if not all(finding.right for finding in findings):
        raise typer.Exit(2)


def look() -> list[Finding]:
    """Look at everything, as far as what came before allows."""
    try:
        settings = load_settings()
    except DeskbotError as error:
        return [Finding("settings", right=False, says=str(error))]
    return [
        Finding("settings", right=True, says="read from the environment and .env"),
        *strangers(os.environ),
        tried("DESKBOT_TRUSTED_RELAYS", lambda: f"{len(networks(settings.trusted_relays))} networks are trusted"),
        tried(str(settings.desk_file), lambda: f"{len(load_desk(settings.desk_file).staff)} people on the staff"),
        tried(
            "playbooks",
            lambda: (
                f"{len(load_playbook_set(settings.playbooks_dir, semantic=settings.semantic).playbooks)} known issues"
            ),
        ),
        *doubts_of_pages(settings),
        *credentials(settings),
        *(() if settings.simulate else (*carriers(settings), *mail(settings), *chats(settings))),
        *oidc(settings),
        *database(settings),
    ]


def strangers(environment: Mapping[str, str]) -> list[Finding]:
    """Return the variables that look like settings of deskbot's and are none: a mistyped one is silently ignored."""
    known = {f"DESKBOT_{name.upper()}" for name in Settings.model_fields}
    return [
        Finding(name, right=False, says=f"is no setting of deskbot's{did_you_mean(name, known)}")
        for name in sorted(environment)
        if name.startswith("DESKBOT_") and name not in known
    ]


def tried(what: str, action: Callable[[], str]) -> Finding:
    """Try one thing."""
    try:
        return Finding(what, right=True, says=action())
    except DeskbotError as error:
        return Finding(what, right=False, says=str(error))


def credentials(settings: Settings) -> list[Finding]:
    """Look whether the policy's media and the relay can be used; simulators need no credentials."""
    if settings.simulate:
        return [Finding("credentials", right=True, says="SIMULATED: none are needed, and nobody is really paged")]
    try:
        gaps = find_gaps(settings, load_desk(settings.desk_file))
    except DeskbotError:
        return []  # told above
    if not gaps:
        return [Finding("credentials", right=True, says="every medium of the policy has a carrier")]
    return [Finding("credentials", right=False, says=gap) for gap in gaps]


def mail(settings: Settings) -> list[Finding]:
    """Look whether mail goes out, and can be fetched."""
    try:
        desk = load_desk(settings.desk_file)
    except DeskbotError:
        return mailbox(settings)  # told above
    return [*relay(settings, desk), *mailbox(settings)]


def doubts_of_pages(settings: Settings) -> list[Finding]:
    """Look for what would let somebody sleep who is paged."""
    try:
        found = quiet_levels(load_desk(settings.desk_file))
    except DeskbotError:
        return []  # told above
    return [Finding("policies", right=True, says=one, doubtful=True) for one in found]


def database(settings: Settings) -> list[Finding]:
    """Look whether the database answers, whether its schema is this version's, and what is doubtful."""
    if settings.database_url is None and not settings.data_dir.exists():
        return [Finding("database", right=True, says="the embedded PostgreSQL will be made with the first start")]
    try:
        with shared_url(settings) as url:
            missing = pending(url)
            doubts = () if missing else (*_regions(settings, url), *asyncio.run(_workspaces(settings, url)))
            apart = asyncio.run(_apart(url))
    except DeskbotError as error:
        return [Finding("database", right=False, says=str(error))]
    says = f"answers; {missing} migrations are applied with the next start" if missing else "answers"
    return [Finding("database", right=True, says=says), *clocks(apart), *doubts]


def clocks(apart: timedelta) -> list[Finding]:
    """Judge by how much the database's clock is ahead of this machine's: until when something is in hand goes by it."""
    if abs(apart) <= MARGIN:
        return []
    how = f"{abs(apart).total_seconds():.0f} s {'behind' if apart > timedelta() else 'ahead of'} the database's"
    says = f"this machine's is {how}: pages may go out late or twice, and health be red; set both by NTP"
    return [Finding("clock", right=False, says=says)]


async def _apart(url: str) -> timedelta:
    """Return by how much the database's clock is ahead of this machine's."""
    opened = Database(url, pool_size=1)
    try:
        await opened.ping()  # it takes longer to connect than to ask
        asked = SystemClock().now()
        at = await opened.time()
        return at - asked - (SystemClock().now() - asked) / 2
    finally:
        await opened.close()


async def _workspaces(settings: Settings, url: str) -> list[Finding]:
    """Look at the workspaces that have installed Slack's app, and whether their tokens can be opened."""
    opened = Database(url, pool_size=1)
    try:
        async with opened.begin() as session:
            kept = await installations.places(session, SLACK, INSTALLATION)
    finally:
        await opened.close()
    found = installed(shown(place, text) for place, text in kept.items())
    try:
        return [*found, *keys(Keys.of(settings), kept)]
    except ConfigurationError as error:
        return [*found, Finding("DESKBOT_SECRET_KEY", right=False, says=str(error))] if kept else found


def _regions(settings: Settings, url: str) -> list[Finding]:
    """Look for regions in desk.yaml that no reseller has: their numbers are told to nobody."""

    async def known() -> set[str]:
        opened = Database(url, pool_size=1)
        try:
            async with opened.begin() as session:
                return set((await directory.regions(session)).values())
        finally:
            await opened.close()

    try:
        load_desk(settings.desk_file)
    except DeskbotError:
        return []  # told above
    text = settings.desk_file.read_text(encoding="utf-8-sig")
    found = idle_regions(text, str(settings.desk_file), asyncio.run(known()))
    return [Finding("service_desk_numbers", right=True, says=one, doubtful=True) for one in found]
