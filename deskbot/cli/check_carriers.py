"""What `deskbot check` says of the carriers of texts and calls: each is asked for our numbers, and nobody is paged."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from deskbot.cli.finding import Finding, doubt, well, wrong
from deskbot.errors import ConfigurationError, UnavailableError
from deskbot.settings import Settings
from deskbot.wires.twilio import Account, account_with, accounts
from deskbot.wires.twilio_numbers import NotAskedError, lacking, on_whatsapp

_CALLED = {"sms": "texts", "voice": "calls"}
_ONLINE = ("ONLINE", "ONLINE:UPDATING")
"""How the carrier says that a sender on WhatsApp works (https://www.twilio.com/docs/whatsapp/api/senders)."""
Found = TypeVar("Found")


def carriers(settings: Settings) -> list[Finding]:
    """Look whether each carrier lets us in, and has every number of ours with what it is needed for."""
    return [finding for account in _accounts(settings) for finding in _of(account, _wanted(account, settings))]


def whatsapp(settings: Settings) -> list[Finding]:
    """Look whether the carrier lets us in, and has our number on WhatsApp."""
    account = _first(settings, settings.twilio_whatsapp_number)
    if account is None:
        return []
    state = _asked("WhatsApp", on_whatsapp(account), "prove it by writing to it")
    if isinstance(state, Finding):
        return [state]
    number = account.number
    if state is None:
        return [wrong("WhatsApp", f"the account has no sender {number} there: make it one, or correct the setting")]
    if state not in _ONLINE:
        return [wrong("WhatsApp", f"{number} does not work there ({state}): look at it in the carrier's console")]
    return [well("WhatsApp", f"lets us in, and has {number} there")]


def _accounts(settings: Settings) -> list[Account]:
    """Return the accounts that page, and the first one also where it only takes texts."""
    known = list(accounts(settings))
    first = None if any(one.name == "twilio" for one in known) else _first(settings, settings.twilio_text_number)
    return [first, *known] if first else known


def _first(settings: Settings, number: str) -> Account | None:
    """Return the first account with a number; None without one, or without credentials, which is told already."""
    try:
        return account_with(settings, number, "") if number else None
    except ConfigurationError:
        return None


def _wanted(account: Account, settings: Settings) -> dict[str, Sequence[str]]:
    if account.name != "twilio":
        return {account.number: ("sms", "voice")}
    wanted: dict[str, Sequence[str]] = {settings.twilio_from: ("sms", "voice")} if settings.twilio_from else {}
    wanted |= dict.fromkeys(sorted(settings.desk_numbers), ("voice",))
    if settings.twilio_text_number:
        known = wanted.get(settings.twilio_text_number, ())
        wanted[settings.twilio_text_number] = ("sms", *known)
    return wanted


def _of(account: Account, wanted: dict[str, Sequence[str]]) -> list[Finding]:
    what = f"carrier {account.name}"
    found = _asked(what, lacking(account, wanted), "prove it by a test page: deskbot page test")
    if isinstance(found, Finding):
        return [found]
    if not found:
        return [well(what, f"lets us in, and has {', '.join(wanted)}")]
    return [wrong(what, _mended(number, missing)) for number, missing in found.items()]


def _asked(what: str, asking: Coroutine[Any, Any, Found], prove: str) -> Found | Finding:
    """Return what a carrier answers, or why it does not, and how to `prove` that it works where it tells nothing."""
    try:
        return asyncio.run(asking)
    except NotAskedError as error:
        return doubt(what, f"{error}; {prove}")
    except UnavailableError as error:
        return wrong(what, f"{error}; look at its SID, token and key in the settings")


def _mended(number: str, missing: Sequence[str]) -> str:
    if missing[0] == "number":
        return f"the account has no number {number}: buy it there, or correct the setting"
    return f"{number} carries no {' and no '.join(_CALLED[one] for one in missing)}: take a number that does"
