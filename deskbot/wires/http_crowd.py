"""Who is connected to the web side: no place takes all connections, and no request that never ends keeps one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.utils import get_remote_addr

from deskbot.access.clients import client_of

HEAD_WITHIN = 20.0
"""Seconds from the beginning of a connection, or the end of the answer before, until the head of a request is there."""
LONGEST_HEAD = 16_384
"""Bytes, until the head of a request is there; uvicorn's own measure."""
BODY_WITHIN = 30.0
"""Seconds until all of a request is there, be it small."""
SLOWEST = 10_000
"""Bytes a second by which a larger one may take longer."""
_BODY = b"Too many connections: try again in a moment.\n"
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nRetry-After: 5\r\n"
    b"Connection: close\r\nContent-Length: %d\r\n\r\n%b" % (len(_BODY), _BODY)
)


class Crowd:
    """All connections of one server."""

    def __init__(self, most: int, most_of_one: int, is_known: Callable[[str], bool] = lambda _: False) -> None:
        """Let nobody in yet.

        Args:
            most: connections in all.
            most_of_one: connections of one place (IPv6: one /64).
            is_known: tells whether an address is that of a proxy in front of us, by which everybody comes.
        """
        self._most = most
        self._most_of_one = most_of_one
        self._is_known = is_known
        self._here: dict[str, int] = {}
        self._count = 0
        self._unfinished: dict[Connection, None] = {}
        """Those whose request is not whole; who has begun longest ago comes first."""

    def protocol(self, **given: Any) -> Connection:
        """Return what serves the next connection."""
        return Connection(crowd=self, **given)

    def enter(self, peer: str) -> str | None:
        """Count a connection of an address; return its place, by which it leaves, or None where it may not come."""
        place = "" if self._is_known(peer) else client_of(peer)
        if place and self._here.get(place, 0) >= self._most_of_one and not self._make_room(place):
            return None
        if self._count >= self._most:
            # A carrier's webhook is whole at once: whoever has not said yet what they want makes room for it.
            oldest = next(iter(self._unfinished), None)
            if oldest is None:
                return None
            self._cut(oldest)
        self._count += 1
        self._here[place] = self._here.get(place, 0) + 1
        return place

    def _make_room(self, place: str) -> bool:
        """Cut off the connection of a place that has been kept open without a word for longest: browsers keep some."""
        idle = next((one for one in self._unfinished if one.place == place and one.is_silent), None)
        if idle is None:
            return False
        self._cut(idle)
        return True

    def leave(self, connection: Connection, place: str) -> None:
        """End a connection that was counted."""
        self.ends(connection)
        self._count -= 1
        self._here[place] -= 1
        if not self._here[place]:
            del self._here[place]

    def begins(self, connection: Connection) -> bool:
        """Note that a request is not whole; return whether that is new."""
        new = connection not in self._unfinished
        self._unfinished[connection] = None
        return new

    def ends(self, connection: Connection) -> None:
        """Note that all of a request is there."""
        self._unfinished.pop(connection, None)

    def look(self, now: float) -> None:
        """Cut off whose request is not whole though it should be; `now` is in the loop's own seconds."""
        for one in [one for one in self._unfinished if one.is_late(now)]:
            self._cut(one)

    def _cut(self, connection: Connection) -> None:
        self.ends(connection)
        connection.transport.abort()


class Requests(h11.Connection):
    """What is read of a connection: nothing that a proxy in front of us could read as another request."""

    def next_event(self) -> Any:
        """Return what comes next.

        Raises:
            h11.RemoteProtocolError: it is no request, or one that says in two ways where it ends. The standard lets
                us take the one and close behind it; whoever took the other has let through what we would read next.
        """
        event = super().next_event()
        if isinstance(event, h11.Request) and {b"content-length", b"transfer-encoding"} <= {
            n for n, _ in event.headers
        }:
            raise h11.RemoteProtocolError("both Content-Length and Transfer-Encoding")
        return event


class Connection(H11Protocol):
    """One connection: uvicorn's, which by itself waits for a request for ever."""

    def __init__(self, crowd: Crowd, **given: Any) -> None:
        """Prepare; it begins with `connection_made`."""
        super().__init__(**given)
        self.conn = Requests(h11.SERVER, LONGEST_HEAD)
        self._crowd = crowd
        self.place: str | None = None
        self._since = 0.0
        self._received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Let somebody in, or send them away."""
        self.place = self._crowd.enter((get_remote_addr(transport) or ("",))[0])
        if self.place is None:
            transport.write(FULL)
            transport.close()
            return
        super().connection_made(transport)
        self._note(0)

    def data_received(self, data: bytes) -> None:
        """Take a piece of a request."""
        super().data_received(data)
        self._note(len(data))

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._note(0)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget whoever has gone."""
        if self.place is not None:
            self._crowd.leave(self, self.place)
            super().connection_lost(exc)

    @property
    def is_silent(self) -> bool:
        """Whether nothing has come of its next request."""
        return self._received == 0

    def is_late(self, now: float) -> bool:
        """Return whether the request that has begun should be whole by now."""
        if self.flow.read_paused:  # by us, who do not come to reading it
            self._since, self._received = now, 0
        has_begun = self.conn.their_state is h11.SEND_BODY
        within = BODY_WITHIN + self._received / SLOWEST if has_begun else HEAD_WITHIN
        return now - self._since > within

    def _note(self, received: int) -> None:
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY) or self.transport.is_closing():
            self._crowd.ends(self)
        elif self._crowd.begins(self):
            self._since, self._received = self.loop.time(), received
        else:
            self._received += received
