"""The database of a run: a PostgreSQL of its own on a small disk of its own, behind the proxy."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import psycopg

from deskbot.store.embedded import EmbeddedPostgres
from deskbot.store.embedded_leftovers import noted_pid
from deskbot.store.embedded_places import known_home
from deskbot.store.schema import upgrade
from tests.chaos.proxy import Proxy

BALLAST = bytes(1 << 20)
DISK = "1g"
"""What the small disk holds."""


class OwnDatabase:
    """A server that may be stopped, killed and frozen, and whose disk may be full."""

    def __init__(self, folder: Path, server: EmbeddedPostgres, proxy: Proxy, *, small_disk: bool) -> None:
        """Take over a server that runs on a folder."""
        self.folder = folder
        self.proxy = proxy
        self.small_disk = small_disk
        """Whether the folder is a disk of its own, that can be filled."""
        self._server: EmbeddedPostgres | None = server

    @property
    def url(self) -> str:
        """The way to the server itself, for whoever checks what it holds."""
        assert self._server
        return self._server.url

    @property
    def proxied(self) -> str:
        """The way through the proxy, which deskbot takes."""
        return f"postgresql://deskbot@127.0.0.1:{self.proxy.port}/deskbot"

    def postmaster(self) -> int:
        """Return the process id of the server."""
        pid = noted_pid(known_home(self.folder / "data").cluster)
        assert pid
        return pid

    def backend(self) -> int:
        """Return the process id of one of deskbot's sessions: the one that did something last."""
        query = (
            "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'deskbot%' ORDER BY state_change DESC LIMIT 1"
        )
        with psycopg.connect(self.url, connect_timeout=5) as connection:
            row = connection.execute(query).fetchone()
        assert row, "deskbot has no session"
        return row[0]

    def fill(self) -> None:
        """Leave no room on the disk."""
        with (self.folder / "ballast").open("ab", buffering=0) as ballast, contextlib.suppress(OSError):
            while True:
                ballast.write(BALLAST)

    def make_room(self) -> None:
        """Take away what fills the disk."""
        (self.folder / "ballast").unlink(missing_ok=True)

    async def stop(self) -> None:
        """Stop the server in good order."""
        server, self._server = self._server, None
        if server:
            await asyncio.to_thread(server.stop)

    async def start(self) -> None:
        """Start it again."""
        self._server = await asyncio.to_thread(EmbeddedPostgres.start, self.folder / "data")
        self.proxy.target = socket_of(self._server.url)


@asynccontextmanager
async def own_database() -> AsyncGenerator[OwnDatabase]:
    """Run a migrated, empty database on a disk of its own, where this machine allows one."""
    with small_disk() as (folder, small):
        server = await asyncio.to_thread(EmbeddedPostgres.start, folder / "data")
        proxy = Proxy(socket_of(server.url))
        database = OwnDatabase(folder, server, proxy, small_disk=small)
        try:
            await asyncio.to_thread(upgrade, server.url)
            async with proxy.serving():
                yield database
        finally:
            await database.stop()


@contextmanager
def small_disk() -> Generator[tuple[Path, bool]]:
    """Make a folder that is a disk of its own, where we may; yield it, and whether it is one."""
    folder = Path(tempfile.mkdtemp(prefix="deskbot-chaos-"))
    folder.chmod(0o711)
    mount = ("mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0711", "deskbot-chaos", str(folder))
    small = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield folder, small
    finally:
        if small:
            subprocess.run(("umount", "--lazy", str(folder)), capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def socket_of(url: str) -> str:
    """Return the path of the Unix socket that a URL leads to."""
    about = psycopg.conninfo.conninfo_to_dict(url)
    return f"{about['host']}/.s.PGSQL.{about['port']}"
