"""What deskbot's door is measured against: bare aiosmtpd that keeps a mail nowhere, in a file, or in a committed row.

`python -m tests.bench.mail_sinks nothing|file|row WHERE` listens on a free port of loopback, prints it, and then a line
for each mail that it has taken: when, and which mail it answers.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
from aiosmtpd.smtp import SMTP, Envelope
from psycopg_pool import AsyncConnectionPool

CONNECTIONS = 8
_ANSWERS = re.compile(rb"^In-Reply-To:\s*<load-(\d+)@", re.MULTILINE | re.IGNORECASE)


class Sink:
    """Takes every mail, and keeps it nowhere; that is the relay, too."""

    async def keep(self, content: bytes) -> None:
        """Keep a mail."""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802  (aiosmtpd's name)
        """Take a mail, and tell of it."""
        content = envelope.original_content or b""
        await self.keep(content)
        if found := _ANSWERS.search(content):
            sys.stdout.write(f"{time.time():.6f} {found[1].decode()}\n")
            sys.stdout.flush()
        return "250 OK"


class Files(Sink):
    """Writes each into a file that is on the disk before it is acknowledged."""

    def __init__(self, folder: Path) -> None:
        """Write into a folder."""
        self._folder = folder
        self._count = 0

    async def keep(self, content: bytes) -> None:
        """Write the mail, and the folder's entry of it."""
        self._count += 1
        await asyncio.to_thread(self._write, self._folder / f"{self._count}.eml", content)

    def _write(self, path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(self._folder, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


class Rows(Sink):
    """Writes each into a row that is committed before it is acknowledged."""

    def __init__(self, pool: AsyncConnectionPool) -> None:
        """Write by a pool's connections."""
        self._pool = pool

    async def keep(self, content: bytes) -> None:
        """Write the mail."""
        async with self._pool.connection() as connection:
            await connection.execute("INSERT INTO kept (content) VALUES (%s)", (content,))


async def listen(sink: Sink) -> None:
    """Serve until we are ended."""
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(sink, hostname="sink.example", enable_SMTPUTF8=True), "127.0.0.1", 0
    )
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await server.serve_forever()


async def main(kind: str, where: str) -> None:
    """Serve one kind."""
    if kind == "row":
        async with await psycopg.AsyncConnection.connect(where, autocommit=True) as connection:
            await connection.execute("CREATE TABLE kept (id bigint GENERATED ALWAYS AS IDENTITY, content bytea)")
        async with AsyncConnectionPool(where, min_size=CONNECTIONS, max_size=CONNECTIONS) as pool:
            await listen(Rows(pool))
    else:
        await listen(Files(Path(where)) if kind == "file" else Sink())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
