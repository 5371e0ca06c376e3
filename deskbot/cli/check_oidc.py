"""What `deskbot check` says of the identity provider where people sign in; it is asked where its doors are."""

from __future__ import annotations

import asyncio

from deskbot.cli.finding import Finding, doubt, well, wrong
from deskbot.clock import SystemClock
from deskbot.errors import DeskbotError
from deskbot.settings import Settings

_WHAT = "sign-in elsewhere"


def oidc(settings: Settings) -> list[Finding]:
    """Look whether people can sign in at the provider, where one is set."""
    if not (settings.oidc_issuer or settings.oidc_client_id or settings.oidc_client_secret):
        return []
    from deskbot.wires.oidc import Client, Provider  # noqa: PLC0415  (what it loads is seldom needed)

    try:
        if (client := Client.of(settings)) is None:
            return []
        asyncio.run(Provider(client, SystemClock()).look())
    except DeskbotError as error:
        return [wrong(_WHAT, str(error))]
    found = [well(_WHAT, f"{client.shown} describes itself at {client.issuer}")]
    if not settings.public_url:
        says = (
            "nobody comes back from there: set DESKBOT_PUBLIC_URL to the address under which browsers reach the console"
        )
        found.append(doubt(_WHAT, says))
    return found
