"""What lies between deskbot and a server, to be cut and held."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Wire:
    """A wire to a port of this machine."""

    to: int
    port: int = 0
    up: bool = True
    cut_after: int | None = None
    """Bytes from the server after which the connection is cut, once."""
    hold_at: bytes = b""
    """What deskbot says that never reaches the server; the connection stays open and silent."""
    held: asyncio.Event = field(default_factory=asyncio.Event)
    cuts: int = 0
    writers: set[asyncio.StreamWriter] = field(default_factory=set)

    def cut(self) -> None:
        """Cut every connection, as a failing network does."""
        self.cuts += 1
        for writer in list(self.writers):
            writer.transport.abort()

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        if not self.up:
            writer.transport.abort()
            return
        from_there, there = await asyncio.open_connection("127.0.0.1", self.to)
        ends = {writer, there}
        self.writers |= ends
        upward = asyncio.create_task(self._to_server(reader, there))
        try:
            with suppress(ConnectionError):
                await self._to_us(from_there, writer)
        finally:
            upward.cancel()
            self.writers -= ends
            for end in ends:
                end.close()

    async def _to_us(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(4096):
            if self.cut_after is not None:
                self.cut_after -= len(data)
                if self.cut_after <= 0:
                    self.cut_after = None
                    self.cut()
                    return
            writer.write(data)
            await writer.drain()

    async def _to_server(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(4096):
                if self.hold_at and self.hold_at in data:
                    self.held.set()
                    await asyncio.Event().wait()
                writer.write(data)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def wire_to(port: int) -> AsyncIterator[Wire]:
    """Lay a wire to a port."""
    wire = Wire(port)
    server = await asyncio.start_server(wire.connected, "127.0.0.1", 0)
    wire.port = server.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        server.close()
        wire.cut()
