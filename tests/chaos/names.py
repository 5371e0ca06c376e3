"""A name server of our own, which deskbot alone asks: it gets a resolv.conf of its own in a mount namespace."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from deskbot.settings import Settings

ADDRESS = "127.77.1.53"
"""Of loopback, and nobody else's; name servers are asked at port 53 only."""
PORT = 53
NAMES = ("relay.chaos.example.", "carrier.chaos.example.")
LASTS = 1
"""Seconds for which an answer may be kept."""
ENTER = 'mount --bind "$0" /etc/resolv.conf && exec "$@"'


class Names(asyncio.DatagramProtocol):
    """Says that relay and carrier are on this machine; nothing at all while it is silent."""

    def __init__(self, within: tuple[str, ...]) -> None:
        """Answer; `within` begins the command of whoever is to ask us."""
        self.within = within
        self.silent = False
        self.asked = 0
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Listen."""
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer a question."""
        self.asked += 1
        if self.silent or self._transport is None:
            return
        query = dns.message.from_wire(data)
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        question = query.question[0]
        if str(question.name).lower() not in NAMES:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif question.rdtype == dns.rdatatype.A:
            answer.answer.append(dns.rrset.from_text(question.name, LASTS, "IN", "A", "127.0.0.1"))
        self._transport.sendto(answer.to_wire(), addr)


@asynccontextmanager
async def own_names(folder: Path) -> AsyncGenerator[Names | None]:
    """Serve names, where this machine lets a process have a resolver of its own; else None."""
    resolver = folder / "resolv.conf"
    resolver.write_text(f"nameserver {ADDRESS}\n")
    within = ("unshare", "--mount", "sh", "-c", ENTER, str(resolver))
    if (
        os.geteuid() != 0
        or (await asyncio.to_thread(subprocess.run, [*within, "true"], capture_output=True)).returncode
    ):
        yield None
        return
    loop = asyncio.get_running_loop()
    try:
        transport, names = await loop.create_datagram_endpoint(lambda: Names(within), (ADDRESS, PORT))
    except OSError:
        yield None
        return
    try:
        yield names
    finally:
        transport.close()


def by_name(settings: Settings) -> Settings:
    """Return settings that name relay and carrier instead of saying where they are."""
    relay, carrier = (name.rstrip(".") for name in NAMES)
    named = {
        "smtp_relay": settings.smtp_relay.replace("127.0.0.1", relay),
        "twilio_base_url": settings.twilio_base_url.replace("127.0.0.1", carrier),
    }
    return settings.model_copy(update=named)
