"""Serves an ASGI app on a free loopback port, in the running loop, for as long as a `with` block lasts."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncGenerator
from typing import Any

import uvicorn

from deskbot.wires.http_server import HttpServer

GRACE_SECONDS = 2
"""How long requests that are under way may take when the block ends."""


@contextlib.asynccontextmanager
async def serving(app: Any, host: str = "127.0.0.1", port: int = 0) -> AsyncGenerator[str]:
    """Yield the base URL under which `app` answers, without a slash at its end; port 0 takes a free one."""
    with _listener(host, port) as listener:
        base_url = f"http://{host}:{listener.getsockname()[1]}"
        server = HttpServer(
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
