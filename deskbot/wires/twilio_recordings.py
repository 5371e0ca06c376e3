"""A recording's sound, or a text's picture, fetched from the carrier with our credentials."""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import Mapping

import aiohttp
import httpx

from deskbot.errors import DeskbotError, NotFoundError, UnavailableError
from deskbot.settings import Settings
from deskbot.wires import twilio
from deskbot.wires.outside import leads_to

MOST_BYTES = 20 * 1024 * 1024
"""Twenty minutes of sound; a message may be much shorter. Of a text's files the carrier takes five million in all."""
_MEDIA = re.compile(r"/Messages/([A-Za-z0-9]{34})/Media/([A-Za-z0-9]{34})$")
_OK, _NOT_FOUND = 200, 404
_ELSEWHERE = frozenset({301, 302, 303, 307, 308})
_MOST_STEPS = 4
"""Addresses that are asked for one file: the carrier leads on to whom it has store them."""


async def fetch_recording(settings: Settings, sid: str) -> bytes:
    """Return a recording's sound (MP3), from whichever account has it.

    The address is made of the id alone: whatever address a webhook names, our credentials go to the carrier.

    Args:
        settings: who we are at the carrier.
        sid: the carrier's id.

    Raises:
        NotFoundError: it is not there, or not there yet.
        UnavailableError: the carrier cannot be reached, or refuses.
    """
    if not sid.isalnum():
        raise NotFoundError(f'"{sid[:40]}" is no recording\'s id')
    why: DeskbotError = UnavailableError("no carrier has credentials")
    for at, account in enumerate(twilio.accounts(settings)):
        try:
            return await _from(account, f"Recordings/{sid}.mp3")
        except DeskbotError as error:
            why = why if at and isinstance(error, NotFoundError) else error
    raise why


async def fetch_media(account: twilio.Account, address: str) -> bytes:
    """Return a file that came with a text.

    The address is made anew of the two ids in it: whatever address a webhook names, our credentials go to the carrier.

    Args:
        account: who we are at the carrier.
        address: as the webhook has named it.

    Raises:
        NotFoundError: it is not there (any more), is larger than we take, or that is no such address.
        UnavailableError: the carrier cannot be reached, or refuses.
    """
    found = _MEDIA.search(address)
    if found is None:
        raise NotFoundError("the carrier's webhook has named no file of a text")
    return await _from(account, f"Messages/{found[1]}/Media/{found[2]}")


async def _from(account: twilio.Account, path: str) -> bytes:
    client = twilio.connect(account)
    try:
        user, password = client.auth
        base, owner = client.api.base_url, client.account_sid
    finally:
        await twilio.disconnect(client)
    pair = base64.b64encode(f"{user}:{password}".encode()).decode()
    url = f"{base}/2010-04-01/Accounts/{owner}/{path}"
    try:
        async with (
            asyncio.timeout(account.timeout),
            aiohttp.ClientSession() as session,
        ):
            return await _led(session, httpx.URL(url), {"Authorization": f"Basic {pair}"})
    except (aiohttp.ClientError, httpx.InvalidURL, OSError, ValueError) as error:
        raise UnavailableError(f"the carrier cannot be reached: {type(error).__name__}") from error


async def _led(session: aiohttp.ClientSession, url: httpx.URL, ours: Mapping[str, str]) -> bytes:
    """Return what lies at an address, or where the carrier leads from there: out, and without our credentials."""
    asked, name = url, None
    for _ in range(_MOST_STEPS):
        async with session.get(str(asked), headers=ours, allow_redirects=False, server_hostname=name) as answer:
            if answer.status not in _ELSEWHERE:
                return await _bytes(answer)
            url = url.join(answer.headers.get("Location", ""))
        if url.scheme != "https":
            raise UnavailableError("the carrier leads to where what is sent can be read on its way")
        try:
            asked = url.copy_with(host=await leads_to(url))
        except DeskbotError as error:
            raise UnavailableError(f"the carrier leads elsewhere: {error}") from None
        name, ours = url.host, {"Host": url.netloc.decode()}
    raise UnavailableError("the carrier leads on and on")


async def _bytes(answer: aiohttp.ClientResponse) -> bytes:
    if answer.status == _NOT_FOUND:
        raise NotFoundError("the carrier has it not (yet)")
    if answer.status != _OK:
        raise UnavailableError(f"the carrier answers HTTP {answer.status}")
    found = bytearray()
    async for chunk in answer.content.iter_chunked(65536):
        found += chunk
        if len(found) > MOST_BYTES:
            raise NotFoundError(f"it has more than {MOST_BYTES:,} bytes")  # it will have as many tomorrow
    return bytes(found)
