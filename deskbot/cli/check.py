"""`deskbot check`: is everything that deskbot needs there and right?"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from deskbot.access.proof import networks
from deskbot.cli.check_answers import answers
from deskbot.cli.check_carriers import carriers, whatsapp
from deskbot.cli.check_certificates import door_certificate, store
from deskbot.cli.check_chats import installed, slack, telegram
from deskbot.cli.check_connections import connections
from deskbot.cli.check_disk import archive, disk
from deskbot.cli.check_dns import dns, mail_servers
from deskbot.cli.check_env import in_file, strangers
from deskbot.cli.check_keys import keys
from deskbot.cli.check_mail import mailbox, relay
from deskbot.cli.check_oidc import oidc
from deskbot.cli.check_public_url import public_url
from deskbot.cli.check_watchers import canary, dead_man, model
from deskbot.cli.database import is_begun, opened, shared_url
from deskbot.cli.durability import durability
from deskbot.cli.finding import Finding, doubt, well, wrong
from deskbot.cli.loading import load_desk, load_playbook_set
from deskbot.cli.side_by_side import Try, side_by_side
from deskbot.cli.terminal import words
from deskbot.clock import APART, SystemClock
from deskbot.desk import Desk
from deskbot.desk.telephones import idle_regions
from deskbot.errors import ConfigurationError, DeskbotError, did_you_mean
from deskbot.escalation.quiet import quiet_levels
from deskbot.gaps import find_gaps
from deskbot.model.chat import SLACK
from deskbot.settings import ENV_FILE, Settings, load_settings
from deskbot.store import directory, installations
from deskbot.store.database import Database
from deskbot.store.embedded_binaries import find_wheel
from deskbot.store.schema import pending
from deskbot.wires.sealed import Keys
from deskbot.wires.slack_installations import INSTALLATION, shown

AsJson = Annotated[bool, typer.Option("--json", help="Print what was found as one JSON document.")]
_MARKS = {
    "ok": Text("ok    ", style="green"),
    "warning": Text("LOOK  ", style="yellow"),
    "failed": Text("WRONG ", style="bold red"),
}


def check(as_json: AsJson = False) -> None:
    """Validate settings, desk.yaml and playbooks, and try every credential and number; pages nobody, changes nothing.

    Exit codes: 0 all is right, 2 something is wrong.

    Examples:
      deskbot check
      deskbot check --json
    """
    findings = look()
    right = all(finding.right for finding in findings)
    if as_json:
        checks = [{"check": one.what, "state": one.state, "says": one.says} for one in findings]
        typer.echo(json.dumps({"right": right, "checks": checks}))
    else:
        console = Console()
        for finding in findings:
            console.print(_MARKS[finding.state] + words(f"{finding.what}: {finding.says}"), soft_wrap=True)
    if not right:
        raise typer.Exit(2)


def look() -> list[Finding]:
    """Look at everything, as far as what came before allows; always in the same order."""
    try:
        settings = load_settings()
    except DeskbotError as error:
        return [wrong("settings", str(error))]
    desk, told = policy(settings)
    return [
        well("settings", "read from the environment and .env"),
        *strangers(os.environ),
        *in_file(ENV_FILE),
        tried("DESKBOT_TRUSTED_RELAYS", lambda: f"{len(networks(settings.trusted_relays))} networks are trusted"),
        told,
        tried(
            "playbooks",
            lambda: (
                f"{len(load_playbook_set(settings.playbooks_dir, semantic=settings.semantic).playbooks)} known issues"
            ),
        ),
        *(doubts_of_pages(desk) if desk else ()),
        *credentials(settings, desk),
        *side_by_side(tries(settings, desk)),
        # Not beside the others, whose time ends: it may have to start the database, and that must come to its end.
        *database(settings, desk),
    ]


def policy(settings: Settings) -> tuple[Desk | None, Finding]:
    """Read desk.yaml, once for all who look at it; None where it is wrong, which is told."""
    what = str(settings.desk_file)
    try:
        desk = load_desk(settings.desk_file)
    except DeskbotError as error:
        return None, wrong(what, str(error))
    return desk, well(what, f"{len(desk.staff)} on the staff")


def tries(settings: Settings, desk: Desk | None) -> list[Try]:
    """Return what is tried of all that stands behind settings and policy; simulators stand for what is outside."""
    now = SystemClock().now()
    outside = [
        Try("certificates", store),
        Try("carriers", lambda: carriers(settings)),
        Try("WhatsApp", lambda: whatsapp(settings)),
        Try("mailbox", lambda: mailbox(settings)),
        Try("Slack", lambda: slack(settings)),
        Try("Telegram", lambda: telegram(settings)),
        Try("DESKBOT_PUBLIC_URL", lambda: public_url(settings, now)),
        Try("dead-man's switch", lambda: dead_man(settings)),
        Try("language model", lambda: model(settings)),
    ]
    if desk is not None:
        known = desk
        servers = partial(mail_servers, known.sender.rpartition("@")[2])
        outside += [
            Try("relay", lambda: relay(settings, known)),
            Try("DNS", lambda: dns(settings, known)),
            Try("answers", lambda: answers(known, servers)),
            Try("the door's certificate", lambda: door_certificate(settings, now, servers)),
            Try("canary", lambda: canary(settings, known)),
        ]
    return [
        *(() if settings.simulate else outside),
        Try("sign-in elsewhere", lambda: oidc(settings)),
        Try("disk", lambda: disk(settings.data_dir)),
        Try("archive", lambda: archive(settings.archive_dir)),
    ]


def tried(what: str, action: Callable[[], str]) -> Finding:
    """Try one thing."""
    try:
        return well(what, action())
    except DeskbotError as error:
        return wrong(what, str(error))


def credentials(settings: Settings, desk: Desk | None) -> list[Finding]:
    """Look whether the policy's media and the relay can be used; simulators need no credentials."""
    what = "credentials"
    if settings.simulate:
        says = "SIMULATED: none are needed, and nobody is really paged; for real, take DESKBOT_SIMULATE out"
        return [well(what, f"{says}, and carriers, relay, chats and DNS are tried as well")]
    if desk is None:
        return []  # told already
    gaps = find_gaps(settings, desk)
    return [wrong(what, gap) for gap in gaps] or [well(what, "every medium of the policy has a carrier")]


def doubts_of_pages(desk: Desk) -> list[Finding]:
    """Look for what would let somebody sleep who is paged."""
    return [doubt("policies", one) for one in quiet_levels(desk)]


def database(settings: Settings, desk: Desk | None) -> list[Finding]:
    """Look whether the database answers, whether its schema is this version's, and what is doubtful."""
    try:
        if not is_begun(settings):
            find_wheel()
            return [well("database", "the embedded PostgreSQL will be made with the first start")]
        with shared_url(settings) as url:
            missing = pending(url)
            apart, doubts = asyncio.run(_seen(settings, desk, url, whole=not missing))
            allows = [*durability(settings, url), *connections(settings, url)]
    except DeskbotError as error:
        return [wrong("database", str(error))]
    says = f"answers; {missing} migrations are applied with the next start" if missing else "answers"
    return [well("database", says), *allows, *clocks(apart), *doubts]


def clocks(apart: timedelta) -> list[Finding]:
    """Judge by how much the database's clock is ahead of this machine's: until when something is in hand goes by it."""
    if abs(apart) <= APART:
        return []
    how = f"{abs(apart).total_seconds():.0f} s {'behind' if apart > timedelta() else 'ahead of'} the database's"
    says = f"this machine's is {how}: pages may go out late or twice, and health be red; set both by NTP"
    return [wrong("clock", says)]


async def _seen(settings: Settings, desk: Desk | None, url: str, *, whole: bool) -> tuple[timedelta, Sequence[Finding]]:
    """Return by how much the database's clock is ahead, and what is doubtful in it, where its schema is `whole`."""
    async with opened(url) as database:
        apart = await _apart(database)
        if not whole:
            return apart, ()
        async with database.begin() as session:
            regions = set((await directory.regions(session)).values())
            tiers = await directory.tiers(session)
            kept = await installations.places(session, SLACK, INSTALLATION)
    return apart, (*_regions(settings, desk, regions), *_tiers(desk, tiers), *_workspaces(settings, kept))


async def _apart(database: Database) -> timedelta:
    """Return by how much the database's clock is ahead of this machine's."""
    await database.ping()  # it takes longer to connect than to ask
    asked = SystemClock().now()
    at = await database.time()
    return at - asked - (SystemClock().now() - asked) / 2


def _workspaces(settings: Settings, kept: Mapping[str, str]) -> list[Finding]:
    """Look at the workspaces that have installed Slack's app, and whether their tokens can be opened."""
    found = installed(shown(place, text) for place, text in kept.items())
    try:
        return [*found, *keys(Keys.of(settings), kept)]
    except ConfigurationError as error:
        return [*found, wrong("DESKBOT_SECRET_KEY", str(error))] if kept else found


def _regions(settings: Settings, desk: Desk | None, known: Collection[str]) -> list[Finding]:
    """Look for regions in desk.yaml that no reseller has: their numbers are told to nobody."""
    if desk is None:
        return []  # told already
    return [doubt("service_desk_numbers", one) for one in idle_regions(desk.text, str(settings.desk_file), known)]


def _tiers(desk: Desk | None, known: Collection[str]) -> list[Finding]:
    """Look for tiers of resellers that desk.yaml does not name, where it names any: nothing is promised by them."""
    if desk is None:
        return []  # told already
    named = {*desk.sla, *(tier for one in desk.severities.values() for tier in one.tiers)}
    says = 'a reseller has the tier "{}", which desk.yaml does not name: no first answer is promised by it{}'
    return [
        doubt("sla", says.format(tier, did_you_mean(tier.strip().casefold(), named)))
        for tier in sorted(known)
        if named and tier.strip() and tier.strip().casefold() not in named
    ]
