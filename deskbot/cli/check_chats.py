"""What `deskbot check` says of Slack and Telegram: both are asked, and nothing is changed there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from deskbot.channels.slack.channel import SlackChannel
from deskbot.channels.slack.ids import room_of
from deskbot.channels.slack.manifest import SCOPES
from deskbot.cli.finding import Finding, doubt, well, wrong
from deskbot.errors import ConfigurationError
from deskbot.gaps import NoState
from deskbot.model.installation import Installation
from deskbot.settings import Settings
from deskbot.wires import slack_standing, telegram_standing
from deskbot.wires.slack import connect
from deskbot.wires.telegram import PATH


def slack(settings: Settings) -> list[Finding]:
    """Look whether Slack lets us in, and reaches us."""
    half = {
        "DESKBOT_SLACK_CLIENT_ID": bool(settings.slack_client_id),
        "DESKBOT_SLACK_CLIENT_SECRET": settings.slack_client_secret is not None,
    }
    found = [
        wrong("Slack", f"no workspace can install the app: set {name} as well, or unset the other")
        for name, there in half.items()
        if not there and any(half.values())
    ]
    if not settings.has_slack_app:
        return [*found, *_without_app(settings)]
    if settings.slack_signing_secret is None and settings.slack_app_token is None:
        says = "nothing is taken from Slack by HTTP: set DESKBOT_SLACK_SIGNING_SECRET (Basic Information of the app)"
        found.append(doubt("Slack", says))
    found += _reachable("Slack", settings, local=bool(settings.slack_base_url))
    if settings.slack_bot_token is not None:
        told = asyncio.run(slack_standing.standing(connect(settings), SCOPES))
        says = f"lets us in as {told.user} in {told.workspace}, with all scopes"
        found.append(wrong("Slack", told.wrong) if told.wrong else well("Slack", says))
    return found + room(settings)


def _without_app(settings: Settings) -> list[Finding]:
    """Name what is set for an app that is not there."""
    set_ = {
        "DESKBOT_SLACK_SIGNING_SECRET": settings.slack_signing_secret,
        "DESKBOT_SLACK_APP_TOKEN": settings.slack_app_token,
        "DESKBOT_SLACK_DESK_CHANNEL": settings.slack_desk_channel,
    }
    says = "is of no use without the app: set DESKBOT_SLACK_BOT_TOKEN as well, or unset it"
    return [wrong("Slack", f"{name} {says}") for name, value in set_.items() if value]


def room(settings: Settings) -> list[Finding]:
    """Look whether the desk's channel is one that the desk alone reads."""
    if not settings.slack_desk_channel:
        return []
    try:
        place = room_of(settings.slack_desk_channel)
    except ConfigurationError as error:
        return [wrong("desk's room", str(error))]
    unfit = asyncio.run(SlackChannel(settings, NoState()).unfit(place.address))
    if unfit is None:
        return [doubt("desk's room", "Slack does not say whether the desk alone reads it")]
    says = f"tickets are shown in {place.address}, which the desk alone reads"
    return [wrong("desk's room", unfit) if unfit else well("desk's room", says)]


def telegram(settings: Settings) -> list[Finding]:
    """Look whether Telegram knows the bot, and how its updates come."""
    if settings.telegram_token is None:
        return []
    told = asyncio.run(telegram_standing.standing(settings))
    if told.trouble:
        return [wrong("Telegram", told.trouble)]
    found = [well("Telegram", f"knows the bot as @{told.name}")]
    ours = f"{settings.web_base}{PATH}"
    if told.webhook and (settings.telegram_poll or told.webhook != ours):
        says = "updates go to another address than ours; deskbot serve, once it runs, has them come to us"
        found.append(doubt("Telegram", says))
    elif told.waiting and told.last_error:
        says = f"{told.waiting} updates wait there, as it cannot hand them over: {told.last_error}"
        found.append(wrong("Telegram", f"{says}; is the web side reached at DESKBOT_PUBLIC_URL?"))
    return found


def installed(known: Iterable[Installation]) -> list[Finding]:
    """Judge the workspaces that have installed Slack's app by themselves."""
    found = []
    for one in known:
        lacks = [scope for scope in SCOPES if scope not in one.scopes]
        if one.ended_at is None and (one.why or lacks):
            why = one.why or f"lacks {', '.join(lacks)}"
            says = f"{one.name} ({one.place}): {why}; have the app installed there again"
            found.append(doubt("Slack", says))
    return found


def _reachable(what: str, settings: Settings, *, local: bool) -> list[Finding]:
    if local or settings.public_url.startswith("https://"):
        return []
    return [doubt(what, f"{what} reaches us by https only: set DESKBOT_PUBLIC_URL to the address of the web side")]
