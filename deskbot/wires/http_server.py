"""An HTTP server in the running loop: it says when it is up, and ends at once."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Generator

import uvicorn
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from deskbot.wires.http_crowd import Crowd


class HttpServer(uvicorn.Server):
    """A server that leaves the process's signals to others."""

    def __init__(
        self, config: uvicorn.Config, ending: Callable[[], None] = lambda: None, crowd: Crowd | None = None
    ) -> None:
        """Prepare; `serve` runs it.

        Args:
            config: what is served, and where.
            ending: lets go answers that would last for as long as the server does.
            crowd: who may be connected; None for a server that only we ourselves ask.
        """
        self._crowd = crowd
        if crowd is not None:
            config.http = crowd.protocol  # pyright: ignore[reportAttributeAccessIssue]
        config.app = LetGo(config.app)  # pyright: ignore[reportArgumentType]
        super().__init__(config)
        self._ends = ending
        self._up = asyncio.Event()
        self._ending = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Do nothing."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets=sockets)
        self._up.set()

    async def main_loop(self) -> None:
        """Wait for the end; once a second the answers' date is set, and whoever takes too long is cut off."""
        while not self._ending.is_set():
            await self.on_tick(0)
            if self._crowd is not None:
                self._crowd.look(asyncio.get_running_loop().time())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), timeout=1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End without uvicorn's fixed pauses of 0.1 s, unless requests are under way: tests start thousands."""
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
        self._ends()
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


class LetGo:
    """Wraps an app: a caller who leaves in the middle of a request is no fault of ours, and no trace in the log."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        with contextlib.suppress(ClientDisconnect):
            await self.app(scope, receive, send)
