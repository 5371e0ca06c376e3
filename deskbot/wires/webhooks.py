"""An event on its way to a program: one POST, to an address of the open internet only."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from deskbot.access.webhook_turns import MOST_TRIES
from deskbot.access.webhooks import is_public
from deskbot.errors import DeskbotError
from deskbot.model.webhook import Posted
from deskbot.wires.hosts import wrong_with_address
from deskbot.wires.outside import NOT_PUBLIC, leads_to
from deskbot.wires.trusted import trusted

LIMIT = 10.0
"""Seconds until a try is given up."""
LONGEST_URL = 1000
AGENT = "deskbot-webhooks/1"


@dataclass(frozen=True, slots=True)
class WebhookWire:
    """Posts events."""

    private: bool = False
    """Whether also addresses are called that are not public, and in the clear."""
    tls: ssl.SSLContext = field(default_factory=trusted, repr=False, compare=False)
    names: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(2 * MOST_TRIES, "webhook-names"), repr=False, compare=False
    )
    """Where names are looked up, apart from what else needs a thread: a name server that never answers keeps one for
    longer than a try takes."""

    def check(self, url: str) -> None:
        """Look at an address before it is kept.

        Raises:
            DeskbotError: nothing is ever sent to such a one.
        """
        parts = self._parts(url)
        host = parts.host
        if not self.private and (host == "localhost" or ("." not in host and ":" not in host)):
            raise DeskbotError(f'"{host}" is no name of the open internet')
        if not self.private and _is_ip(host) and not is_public(host):
            raise DeskbotError(NOT_PUBLIC)

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Posted:
        """Post once; whatever goes wrong is told in words that hold nothing of what was sent."""
        try:
            async with asyncio.timeout(LIMIT):
                return await self._post(url, body, headers)
        except DeskbotError as error:
            return Posted(says=str(error))
        except TimeoutError:
            return Posted(says=f"no answer within {LIMIT:.0f} s")
        except Exception as error:  # noqa: BLE001  (whoever chose the address may lead anywhere; a group, where it leads nowhere)
            return Posted(says=type(error).__name__)

    async def _post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Posted:
        parts = self._parts(url)
        to = parts.copy_with(host=await leads_to(parts, self.names, private=self.private))
        sent = {**headers, "Host": parts.netloc.decode(), "User-Agent": AGENT, "Content-Type": "application/json"}
        async with (
            httpx.AsyncClient(verify=self.tls, timeout=LIMIT, follow_redirects=False, trust_env=False) as client,
            client.stream("POST", to, content=body, headers=sent, extensions={"sni_hostname": parts.host}) as response,
        ):
            # What it says is not read: only whether it has taken it.
            status = response.status_code
            return Posted(status=status, says="" if response.is_success else f"it answered {status}")

    def _parts(self, url: str) -> httpx.URL:
        if wrong := wrong_with_address(url):
            raise DeskbotError(wrong)
        parts = httpx.URL(url)
        schemes = ("https", "http") if self.private else ("https",)
        if parts.scheme not in schemes or len(url) > LONGEST_URL:
            raise DeskbotError("a webhook is an https:// address")
        if parts.userinfo:
            raise DeskbotError("a webhook's address holds no name and password: what is sent is signed")
        if parts.fragment:
            raise DeskbotError("a webhook's address has no part behind #")
        return parts


def _is_ip(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
