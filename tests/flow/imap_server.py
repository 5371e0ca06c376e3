"""A mailbox whose server misbehaves in ways that a good one cannot be made to."""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Scripted:
    """The mailbox, and what its server does wrong."""

    mails: dict[int, bytes] = field(default_factory=dict)
    validity: int = 1
    capabilities: str = "IMAP4rev1 IDLE"
    refuses_size: set[int] = field(default_factory=set)
    refuses_body: set[int] = field(default_factory=set)
    garbles_body: set[int] = field(default_factory=set)
    breaks_at: set[int] = field(default_factory=set)
    """Mails in the middle of whose body it hangs up, each once."""
    refuses_marks: bool = False
    greets: asyncio.Event = field(default_factory=asyncio.Event)
    """Until it is set, whoever connects waits for the first word."""
    connected: int = 0
    with_idle: list[tuple[int, bytes]] = field(default_factory=list)
    """Mail that comes in one packet with the "go on" of the next IDLE."""
    before_idle: list[tuple[int, bytes]] = field(default_factory=list)
    """Mail that is told between the next IDLE and its "go on"."""
    token: str = ""
    """The access token that it takes; with one it takes no password."""
    seen: set[int] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    port: int = 0
    idles: int = 0
    noops: int = 0
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def until(self, look: object) -> None:
        async with asyncio.timeout(60), self.changed:
            await self.changed.wait_for(look)  # type: ignore[arg-type]

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.add(writer)
        self.connected += 1
        await self.tell()
        try:
            await self.greets.wait()
            writer.write(f"* OK [CAPABILITY {self.capabilities}] ready\r\n".encode())
            while line := (await reader.readline()).decode().strip():
                tag, _, command = line.partition(" ")
                self.said.append(command)
                answer = await self.answer(command.upper(), reader, writer)
                if answer is None:
                    return
                writer.write(f"{tag} {answer}\r\n".encode())
                await writer.drain()
                await self.tell()
        except ConnectionError:
            pass
        finally:
            self.writers.discard(writer)
            writer.close()

    async def answer(self, command: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str | None:
        word = command.split(maxsplit=1)[0]
        if word == "CAPABILITY":
            writer.write(f"* CAPABILITY {self.capabilities}\r\n".encode())
        elif word in ("LOGIN", "AUTHENTICATE"):
            return await self.sign_in(word, reader, writer)
        elif word == "SELECT":
            next_uid = max(self.mails, default=0) + 1
            writer.write(f"* {len(self.mails)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] x\r\n".encode())
            writer.write(f"* OK [UIDNEXT {next_uid}] x\r\n".encode())
        elif word == "NOOP":
            self.noops += 1
        elif word == "IDLE":
            return await self.idle(reader, writer)
        elif word == "UID":
            return await self.about_mails(command, writer)
        return "OK done"

    async def sign_in(self, word: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
        if word == "LOGIN":
            return "NO passwords are not taken" if self.token else "OK done"
        writer.write(b"+ \r\n")
        given = base64.b64decode(await reader.readline())
        right = given == f"user=support@desk.example\1auth=Bearer {self.token}\1\1".encode()
        return "OK done" if right else "NO AUTHENTICATE failed"

    async def about_mails(self, command: str, writer: asyncio.StreamWriter) -> str | None:
        if command.startswith("UID SEARCH"):
            found = " ".join(map(str, self.search(command)))
            writer.write(f"* SEARCH {found}\r\n".encode())
        elif command.startswith("UID FETCH"):
            return await self.fetch(command, writer)
        elif command.startswith("UID STORE"):
            if self.refuses_marks:
                return "NO read only"
            self.seen.add(int(command.split()[2]))
        return "OK done"

    def search(self, command: str) -> list[int]:
        match = re.search(r"UID (\d+):(\d+|\*)", command.partition("SEARCH")[2])
        assert match
        first = int(match[1])
        last = max(self.mails, default=0) if match[2] == "*" else int(match[2])
        low, high = min(first, last), max(first, last)
        return [uid for uid in self.mails if low <= uid <= high and ("UNSEEN" not in command or uid not in self.seen)]

    async def fetch(self, command: str, writer: asyncio.StreamWriter) -> str | None:
        uids = [int(uid) for uid in command.split()[2].split(",")]
        if "RFC822.SIZE" in command:
            if self.refuses_size & set(uids):
                return "NO internal error"
            for uid in uids:
                writer.write(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(self.mails[uid])})\r\n".encode())
            return "OK done"
        (uid,) = uids
        content = self.mails[uid]
        name = "BODY[]"
        if "HEADER" in command:
            content, name = content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n", "BODY[HEADER]<0>"
        elif uid in self.refuses_body:
            return "NO internal error"
        elif uid in self.garbles_body:
            writer.write(f"* {uid} FETCH (UID {uid} BODY[] (((\r\n".encode())
            return "OK done"
        writer.write(f"* {uid} FETCH (UID {uid} {name} {{{len(content)}}}\r\n".encode())
        if uid in self.breaks_at:
            self.breaks_at.discard(uid)
            writer.write(content[: len(content) // 2])
            await writer.drain()
            return None
        writer.write(content + b")\r\n")
        return "OK done"

    async def idle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str | None:
        if self.before_idle:
            self.mails.update(self.before_idle)
            self.before_idle.clear()
            writer.write(f"* {len(self.mails)} EXISTS\r\n".encode())
        more = b""
        if self.with_idle:
            self.mails.update(self.with_idle)
            self.with_idle.clear()
            more = f"* {len(self.mails)} EXISTS\r\n".encode()
        writer.write(b"+ idling\r\n" + more)
        self.idles += 1
        await self.tell()
        return "OK idle is over" if (await reader.readline()).strip().upper() == b"DONE" else None

    def hang_up(self) -> None:
        for writer in list(self.writers):
            writer.transport.abort()


@asynccontextmanager
async def scripted_imap() -> AsyncIterator[Scripted]:
    """Serve a mailbox on loopback."""
    scripted = Scripted()
    scripted.greets.set()
    server = await asyncio.start_server(scripted.converse, "127.0.0.1", 0)
    scripted.port = server.sockets[0].getsockname()[1]
    try:
        yield scripted
    finally:
        server.close()
        scripted.hang_up()
