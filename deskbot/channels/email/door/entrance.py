"""The first octets of a connection: who is there, by a PROXY header where a load balancer is in front."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from deskbot.channels.email.door.connection import HANDSHAKE_SECONDS
from deskbot.channels.email.door.proxy import read_header

log = logging.getLogger(__name__)

Next = Callable[[str, asyncio.Transport], asyncio.Protocol | None]
"""Given the client's address, returns the protocol that goes on, None where the client was sent away."""


class Entrance(asyncio.Protocol):
    """Finds out who a client is, and hands the connection on."""

    def __init__(self, then: Next, *, proxied: Callable[[str], bool]) -> None:
        """Prepare.

        Args:
            then: makes the protocol that goes on.
            proxied: tells whether an address is that of a load balancer, which must begin with a PROXY header.
        """
        self._then = then
        self._proxied = proxied
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._first = b""
        self._done = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  (a server makes these)
        self._transport = transport
        peer = peer_of(transport)
        if self._proxied(peer):
            self._timer = asyncio.get_running_loop().call_later(HANDSHAKE_SECONDS, transport.abort)
        else:
            self._hand_on(peer, b"")

    def data_received(self, data: bytes) -> None:
        """Take the PROXY header; what follows it is the client's."""
        if self._done:
            return
        self._first += data
        try:
            named = read_header(self._first)
        except ValueError as error:
            log.warning("connection refused: %s", error, extra={"action": "proxy_refused"})
            self._stop()
            return
        if named is not None:
            self._hand_on(named.client, self._first[named.length :])

    def connection_lost(self, exc: Exception | None) -> None:
        """End before it began."""
        del exc
        if self._timer is not None:
            self._timer.cancel()

    def _stop(self) -> None:
        self._done = True
        if self._transport is not None:
            self._transport.abort()

    def _hand_on(self, peer: str, rest: bytes) -> None:
        self._done = True
        if self._timer is not None:
            self._timer.cancel()
        assert self._transport is not None  # noqa: S101  (it was made)
        after = self._then(peer, self._transport)
        if after is None:
            return
        self._transport.set_protocol(after)
        after.connection_made(self._transport)
        if rest and isinstance(after, asyncio.BufferedProtocol):
            feed(after, rest)
        elif rest:
            after.data_received(rest)


def feed(protocol: asyncio.BufferedProtocol, data: bytes) -> None:
    """Give a buffered protocol octets that somebody else has read."""
    while data:
        buffer = memoryview(protocol.get_buffer(len(data)))  # pyright: ignore[reportArgumentType]
        count = min(len(buffer), len(data))
        buffer[:count] = data[:count]
        protocol.buffer_updated(count)
        data = data[count:]


def peer_of(transport: asyncio.BaseTransport) -> str:
    """Return the address at the other end."""
    peer = transport.get_extra_info("peername")
    return str(peer[0]) if isinstance(peer, tuple) and peer else ""
