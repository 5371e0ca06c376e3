"""Whether a carrier lets us in, and has our numbers, able to do what they are for; nobody is called by that."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

import aiohttp
from twilio.base.exceptions import TwilioException
from twilio.http.response import Response

from deskbot.errors import UnavailableError
from deskbot.wires.twilio import Account, connect, disconnect

_SHUT_OUT = (401, 403)
_NOT_OFFERED = (404, 405)
Found = TypeVar("Found")


class NotAskedError(UnavailableError):
    """The carrier lets us in, and does not tell of its numbers."""


async def lacking(account: Account, wanted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return which numbers of ours lack what.

    Args:
        account: at the carrier.
        wanted: of each number, in E.164 form, what it has to be able to: `sms`, `voice`.

    Returns:
        For each number that is not right what it lacks; all that was wanted, and `number` in front, where the account
        has no such number.

    Raises:
        NotAskedError: the carrier does not tell, as one that speaks only a part of the API.
        UnavailableError: it does not let us in, or does not answer; says why.
    """

    async def ask(client: Any) -> dict[str, set[str] | None]:
        return {number: await _abilities(client, number) for number in wanted}

    found = await _asked(account, ask)
    lacks = {
        number: ["number", *wanted[number]] if able is None else [one for one in wanted[number] if one not in able]
        for number, able in found.items()
    }
    return {number: missing for number, missing in lacks.items() if missing}


async def on_whatsapp(account: Account) -> str | None:
    """Return how it stands with our number on WhatsApp, in the carrier's word; None where the account has it not there.

    Raises:
        NotAskedError, UnavailableError: as `lacking` does.
    """

    async def ask(client: Any) -> str | None:
        if account.base_url:
            client.messaging.base_url = account.base_url.rstrip("/")
        senders = await client.messaging.v2.channels_senders.list_async(channel="whatsapp")
        ours = (one for one in senders if one.sender_id == f"whatsapp:{account.number}")
        return next((str(one.status) for one in ours), None)

    return await _asked(account, ask)


async def _asked(account: Account, ask: Callable[[Any], Awaitable[Found]]) -> Found:
    client = connect(account)
    try:
        async with asyncio.timeout(account.timeout):
            return await ask(client)
    except TwilioException as error:
        raise _told(error) from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise UnavailableError(f"does not answer ({type(error).__name__})") from None
    finally:
        await disconnect(client)


def _told(error: TwilioException) -> UnavailableError:
    """Tell what a carrier has answered; of a list the SDK has the answer itself among the error's arguments."""
    status = next((one.status_code for one in error.args if isinstance(one, Response)), 0)
    if status in _NOT_OFFERED:
        return NotAskedError(f"does not tell of its numbers (HTTP {status})")
    if status in _SHUT_OUT:
        return UnavailableError(f"does not let us in (HTTP {status})")
    return UnavailableError(f"does not answer (HTTP {status})" if status else "does not answer")


async def _abilities(client: Any, number: str) -> set[str] | None:
    """Return what a number can; None where the account has no such number."""
    listed = await client.incoming_phone_numbers.list_async(phone_number=number, limit=1)
    return {str(name).lower() for name, can in dict(listed[0].capabilities).items() if can} if listed else None
