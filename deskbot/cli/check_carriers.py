"""What `deskbot check` says of the carriers of texts and calls: each is asked for our numbers, and nobody is paged."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from deskbot.cli.finding import Finding, doubt, well, wrong
from deskbot.errors import UnavailableError
from deskbot.settings import Settings
from deskbot.wires.twilio import Account, accounts
from deskbot.wires.twilio_numbers import NotAskedError, lacking

_CALLED = {"sms": "texts", "voice": "calls"}


def carriers(settings: Settings) -> list[Finding]:
    """Look whether each carrier lets us in, and has every number of ours with what it is needed for."""
    return [finding for account in accounts(settings) for finding in _of(account, _wanted(account, settings))]


def _wanted(account: Account, settings: Settings) -> dict[str, Sequence[str]]:
    wanted: dict[str, Sequence[str]] = {account.number: ("sms", "voice")}
    if account.name == "twilio":
        wanted |= dict.fromkeys(sorted(settings.desk_numbers), ("voice",))
        if settings.twilio_text_number:
            known = wanted.get(settings.twilio_text_number, ())
            wanted[settings.twilio_text_number] = ("sms", *known)
    return wanted


def _of(account: Account, wanted: dict[str, Sequence[str]]) -> list[Finding]:
    what = f"carrier {account.name}"
    try:
        found = asyncio.run(lacking(account, wanted))
    except NotAskedError as error:
        says = f"{error}; prove it by a test page: deskbot page test"
        return [doubt(what, says)]
    except UnavailableError as error:
        return [wrong(what, f"{error}; look at its SID, token and key in the settings")]
    if not found:
        return [well(what, f"lets us in, and has {', '.join(wanted)}")]
    return [wrong(what, _mended(number, missing)) for number, missing in found.items()]


def _mended(number: str, missing: Sequence[str]) -> str:
    if missing[0] == "number":
        return f"the account has no number {number}: buy it there, or correct the setting"
    return f"{number} carries no {' and no '.join(_CALLED[one] for one in missing)}: take a number that does"
