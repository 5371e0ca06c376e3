"""The dead-man's switch: an address outside that is called while all is well, and raises an alarm when nobody calls."""

from __future__ import annotations

import asyncio
import re

import httpx

from deskbot.errors import ConfigurationError
from deskbot.wires.hosts import wrong_with_address
from deskbot.wires.trusted import trusted

LIMIT = 5.0
"""Seconds until a call is given up."""
_URL = re.compile(r"https?://[^\s/@]+(/\S*)?")
_OK = range(200, 300)


class DeadManUrl:
    """One address; it holds a secret, and is never told whole."""

    def __init__(self, url: str, *, limit: float = LIMIT) -> None:
        """Prepare.

        Raises:
            ConfigurationError: it is no web address.
        """
        if not _URL.fullmatch(url) or wrong_with_address(url):
            raise ConfigurationError("DESKBOT_DEAD_MAN_URL is no web address; write all of it, with https://")
        self._url, self._limit, self._tls = url, limit, trusted()

    async def call(self) -> str:
        """Call it once; return what went wrong in words without the address, empty where nothing did."""
        try:
            async with (
                asyncio.timeout(self._limit),
                httpx.AsyncClient(
                    verify=self._tls, timeout=self._limit, follow_redirects=False, trust_env=False
                ) as client,
                client.stream("GET", self._url) as response,
            ):
                # The body is not read: what it says does not matter, and it may be large.
                return "" if response.status_code in _OK else f"it answered {response.status_code}"
        except (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError) as error:
            return type(error).__name__
