"""Serves an ASGI app on a free loopback port, in the running loop, for as long as a `with` block lasts."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncGenerator, Generator
from typing import Any

import uvicorn

GRACE_SECONDS = 2
"""How long requests that are under way may take when the block ends."""


@contextlib.asynccontextmanager
async def serving(app: Any, host: str = "127.0.0.1", port: int = 0) -> AsyncGenerator[str]:
    """Yield the base URL under which `app` answers, without a slash at its end; port 0 takes a free one."""
    with _listener(host, port) as listener:
        base_url = f"http://{host}:{listener.getsockname()[1]}"
        server = _Server(
            uvicorn.Config(
                app,
                log_config=None,
                log_level="warning",
                access_log=False,
                ws="none",
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        running = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            await server.until_up(running)
            yield base_url
        finally:
            server.end()
            await running


def _listener(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    It names its protocol, as `socket.create_server` does not: asyncio switches Nagle's algorithm off for sockets
    that say they are TCP, and every answer on a kept connection would take 40 ms longer.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """A server that leaves the process's signals alone and says when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._up = asyncio.Event()
        self._ending = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._up.set()

    async def main_loop(self) -> None:
        while not self._ending.is_set():
            await self.on_tick(0)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), timeout=1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End without uvicorn's fixed pause of 0.1 s, unless requests are under way: tests start many servers."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0)
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets=sockets)
        else:
            await self.lifespan.shutdown()

    def end(self) -> None:
        """Stop at once, not at the next tick."""
        self.should_exit = True
        self._ending.set()

    async def until_up(self, running: asyncio.Task[None]) -> None:
        """Wait until the server listens, or raise what kept it from doing so."""
        up = asyncio.create_task(self._up.wait())
        try:
            await asyncio.wait({up, running}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            up.cancel()
        if running.done():
            running.result()
            raise RuntimeError("the server ended before it was up")
