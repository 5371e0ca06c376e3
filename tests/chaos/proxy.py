"""A proxy between deskbot and its database, which can be slow, silent, shut, or cut everybody off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

PIECE = 65_536


class Proxy:
    """Carries bytes from a port of loopback to a socket; nothing goes wrong until it is told to."""

    def __init__(self, target: str) -> None:
        """Lead to the Unix socket `target`, which may be another one after a restart of the server."""
        self.target = target
        self.delay = 0.0
        """Seconds by which each piece from the server is late."""
        self.port = 0
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._connections: set[asyncio.StreamWriter] = set()

    def hold(self) -> None:
        """Say nothing more to anybody, and take what they say."""
        self._flowing.clear()

    def flow(self) -> None:
        """Carry on, with what was held."""
        self._flowing.set()

    def cut(self) -> int:
        """Cut every connection as a network does that breaks down; return how many there were."""
        connections = list(self._connections)
        for one in connections:
            one.transport.abort()
        return len(connections)

    @asynccontextmanager
    async def serving(self) -> AsyncGenerator[None]:
        """Serve on a free port of loopback."""
        server = await asyncio.start_server(self._carry, "127.0.0.1", 0, limit=PIECE)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            server.close()
            self.cut()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_unix_connection(self.target, limit=PIECE)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, back}
        self._connections |= both
        try:
            ways = {asyncio.create_task(self._pass(reader, back)), asyncio.create_task(self._back(there, writer))}
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
        finally:
            self._connections -= both
            for one in both:
                one.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(PIECE):
                await self._flowing.wait()
                writer.write(piece)
                await writer.drain()
        except OSError:
            return

    async def _back(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(PIECE):
                await self._flowing.wait()
                if self.delay:
                    await asyncio.sleep(self.delay)
                writer.write(piece)
                await writer.drain()
        except OSError:
            return
