"""What `deskbot check` says of the canary, the dead-man's switch and the language model; none of them is set off."""

from __future__ import annotations

import asyncio
import socket
import ssl
from urllib.parse import urlsplit

import httpx

from deskbot.access.proof import networks
from deskbot.app import build_dead_man, build_suggester
from deskbot.channels.email.door.knocking import Knocking
from deskbot.cli.finding import Finding, doubt, well, wrong
from deskbot.desk import Desk
from deskbot.errors import UnavailableError
from deskbot.settings import Settings
from deskbot.wires.answers import PLAIN
from deskbot.wires.trusted import trusted

_SECONDS = 8.0
_LONGEST = 1_000_000
"""Bytes that are read of the list of a service's models."""
_NO_ENTRY, _OK = frozenset({401, 403}), 200


def canary(settings: Settings, desk: Desk) -> list[Finding]:
    """Look whether the door that the canary knocks at takes mail for the desk; none is handed in."""
    what = "canary"
    if desk.canary is None:
        return [doubt(what, 'desk.yaml has none: with "canary" a test mail a day proves that a mail becomes a page')]
    if not settings.smtp_door and not settings.canary_door:
        return []  # its mail goes by relay and mailbox, which are tried themselves
    door, to = Knocking(settings, networks(settings.trusted_relays), lambda: None), desk.sender
    host, port = door.place
    if not port:
        return []  # it takes a free one, which is known to whoever runs it
    try:
        asyncio.run(door.knock(desk.sender, to))
    except UnavailableError as error:
        where = f"DESKBOT_CANARY_DOOR={host}:{port}" if settings.canary_door else f"our own door at {host}:{port}"
        says = f"{where} would take no mail to {to} ({error}): right before deskbot runs; else mend the address"
        return [doubt(what, says)]
    return [well(what, f"the door at {host}:{port} takes mail to {to}; none was handed in")]


def dead_man(settings: Settings) -> list[Finding]:
    """Look whether the dead-man URL's host is reached; a call would be a sign of life, and is not made.

    Raises:
        ConfigurationError: it is no address.
    """
    what = "dead-man's switch"
    if settings.dead_man_url is None or build_dead_man(settings) is None:
        return [doubt(what, "there is none: nobody hears when all of deskbot stops; set DESKBOT_DEAD_MAN_URL")]
    parts = urlsplit(settings.dead_man_url.get_secret_value())
    host, secure = parts.hostname or "", parts.scheme == "https"
    if (trouble := _reached(host, parts.port or (443 if secure else 80), secure=secure)) is not None:
        return [wrong(what, f"{host} is not reached ({trouble}): open the way there, or correct the address")]
    return [well(what, f"{host} is reached; it was not called")]


def _reached(host: str, port: int, *, secure: bool) -> str | None:
    """Connect, say nothing and leave; return what went wrong."""
    try:
        with socket.create_connection((host, port), timeout=_SECONDS) as plain:
            if secure:
                trusted().wrap_socket(plain, server_hostname=host).close()
    except ssl.SSLCertVerificationError as error:
        return f"its certificate: {error.verify_message}"
    except (OSError, UnicodeError) as error:
        return type(error).__name__
    return None


def model(settings: Settings) -> list[Finding]:
    """Ask the service of the language model which models it has; no hint is asked for, and nothing told.

    Raises:
        ConfigurationError: it would be reached in the clear, or it has no name.
    """
    if build_suggester(settings) is None:
        return []
    what, base = "language model", settings.suggest_url.rstrip("/").removesuffix("/chat/completions")
    key = settings.suggest_key.get_secret_value() if settings.suggest_key else ""
    headers = PLAIN | ({"Authorization": f"Bearer {key}"} if key else {})
    host, name = urlsplit(base).hostname, settings.suggest_model
    try:
        with (
            httpx.Client(verify=trusted(), timeout=_SECONDS, trust_env=False, headers=headers) as client,
            client.stream("GET", f"{base}/models") as answer,
        ):
            status, said = answer.status_code, b""
            for piece in answer.iter_raw():
                said += piece
                if len(said) > _LONGEST:
                    break
    except httpx.HTTPError as error:
        return [wrong(what, f"{host} does not answer ({type(error).__name__}); look at DESKBOT_SUGGEST_URL")]
    if status in _NO_ENTRY:
        return [wrong(what, f"{host} does not let us in (HTTP {status}); look at DESKBOT_SUGGEST_KEY")]
    if status != _OK:
        return [doubt(what, f"{host} answers, and does not say which models it has (HTTP {status})")]
    if f'"{name}"'.encode() not in said:
        return [doubt(what, f"{host} does not name {name} among its models; look at DESKBOT_SUGGEST_MODEL")]
    return [well(what, f"{host} lets us in, and has {name}")]
