"""Several machines on one PostgreSQL: each a process with an address of loopback and a data folder of its own."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.crash.server import Server, server_on

WEB = "127.0.0.200"
"""Where the outside reaches the web side."""
_ADDRESSES = itertools.count(2)


@dataclass
class Machines:
    """All of them, with one world around them."""

    world: Server
    """Knows the database and what is outside; it is never started itself."""
    folder: Path
    running: list[Server] = field(default_factory=list)

    def machine(self, name: str, *, web: bool = False) -> Server:
        """Prepare a machine; its address and folder are nobody else's.

        Args:
            name: of its folder and its log.
            web: whether it is the one that the outside reaches.
        """
        host = WEB if web else f"127.0.0.{next(_ADDRESSES)}"
        own = {"smtp_host": host, "web_host": host, "data_dir": self.folder / name}
        settings = self.world.settings.model_copy(update=own if web else own | {"web_port": 0})
        made = replace(self.world, settings=settings, log=self.folder / f"{name}.log", process=None)
        self.running.append(made)
        return made

    async def start(self, *roles: str) -> list[Server]:
        """Start a machine for each role, all at once."""
        made = [
            self.machine(f"{role}{place}", web=role == "web") for place, role in enumerate(roles, len(self.running))
        ]
        await asyncio.gather(*(one.start(role) for one, role in zip(made, roles, strict=True)))
        return made


@asynccontextmanager
async def machines_on(url: str, folder: Path, **more: Any) -> AsyncGenerator[Machines]:
    """Prepare a world for several machines; end at its end whichever still run."""
    async with server_on(url, folder, web_host=WEB, **more) as world:
        world.settings = world.settings.model_copy(update={"public_url": world.settings.web_base})
        machines = Machines(world, folder)
        try:
            yield machines
        finally:
            still = [one for one in machines.running if one.process and one.process.returncode is None]
            await asyncio.gather(*(one.kill() for one in still))
