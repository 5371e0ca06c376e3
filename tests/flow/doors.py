"""A mail door for one test, with an intake that only remembers, and a client that says exactly what it is told."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from deskbot.channels.email.door.server import MailDoor
from deskbot.model.message import Arrival
from deskbot.settings import Settings

ADDRESSES = ("support@desk.example",)
MAIL = b"From: ty@brightpathvoice.example\r\nSubject: x\r\n\r\nhello\r\n"


@dataclass
class Kept:
    """An intake that keeps what it is handed."""

    arrivals: list[Arrival] = field(default_factory=list)
    gate: asyncio.Event | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def accept(self, arrival: Arrival) -> bool:
        self.reached.set()
        if self.gate is not None:
            await self.gate.wait()
        self.arrivals.append(arrival)
        return True


@dataclass
class Client:
    """An SMTP client, octet by octet."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, line: bytes | str) -> str:
        """Send one line and return the answer."""
        self.write(line if isinstance(line, bytes) else line.encode())
        self.write(b"\r\n")
        return await self.hear()

    def write(self, octets: bytes) -> None:
        self.writer.write(octets)

    async def hear(self) -> str:
        """Return one whole answer; empty at the end of the connection."""
        lines = []
        async with asyncio.timeout(20):
            while True:
                line = (await self.reader.readline()).decode()
                lines.append(line.rstrip("\r\n"))
                if line[3:4] != "-":
                    return "\n".join(lines)

    async def rest(self) -> str:
        """Return everything until the connection ends."""
        async with asyncio.timeout(20):
            try:
                return (await self.reader.read()).decode()
            except ConnectionError:
                return ""

    async def ready(self, sender: str = "ty@brightpathvoice.example") -> None:
        """Greet, and say from whom and to whom; DATA may come."""
        assert (await self.say("EHLO client.example")).startswith("250")
        assert (await self.say(f"MAIL FROM:<{sender}>")).startswith("250")
        assert (await self.say("RCPT TO:<support@desk.example>")).startswith("250")

    async def data(self, octets: bytes = MAIL) -> str:
        """Send a mail's octets and their end."""
        assert (await self.say("DATA")).startswith("354")
        self.write(octets + b".\r\n")
        return await self.hear()

    async def start_tls(self, context: ssl.SSLContext) -> None:
        """Go on under TLS, on the 220."""
        await self.writer.start_tls(context, server_hostname="mail.desk.example")


@dataclass
class OpenDoor:
    """A door that listens, and what came through it."""

    door: MailDoor
    kept: Kept

    @property
    def arrivals(self) -> list[Arrival]:
        return self.kept.arrivals

    @asynccontextmanager
    async def client(
        self, *, first: bytes = b"", tls: ssl.SSLContext | None = None, greeted: bool = True
    ) -> AsyncIterator[Client]:
        """Connect, on the TLS port where a context is given; `first` is said in clear, before anything is heard."""
        host, port = (self.door.tls_address if tls else self.door.address) or ("", 0)
        reader, writer = await asyncio.open_connection(host, port)
        client = Client(reader, writer)
        writer.write(first)
        if tls:
            await client.start_tls(tls)
        try:
            if greeted:
                assert (await client.hear()).startswith("220 ")
            yield client
        finally:
            writer.close()


@asynccontextmanager
async def open_door(**settings: Any) -> AsyncIterator[OpenDoor]:
    """Listen with some settings."""
    kept = Kept()
    door = MailDoor(Settings(_env_file=None, smtp_port=0, **settings), ADDRESSES)
    await door.open(kept)
    try:
        yield OpenDoor(door, kept)
    finally:
        await door.close()
