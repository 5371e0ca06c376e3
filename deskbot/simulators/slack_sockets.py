"""The simulated Slack's side of Socket Mode: connections that the app opens, and what is told on them until it acks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import httpx
from aiohttp import WSMsgType, web

from deskbot.simulators.slack_state import Posting, RefusedError

KINDS = {"event": "events_api", "interaction": "interactive", "command": "slash_commands"}
MOST = 10
"""Connections of one app."""


@dataclass(slots=True)
class Sockets:
    """Every connection of the app, and what waits for its acknowledgement."""

    token: str
    """The app's own (xapp-…); with none there is no Socket Mode."""
    url: str = ""
    deaf: bool = False
    """Whether nothing is answered any more, not even a ping, though connections stand."""
    made: int = 0
    """Connections so far."""
    _open: list[web.WebSocketResponse] = field(default_factory=list)
    _tickets: set[str] = field(default_factory=set)
    _waiting: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _runner: web.AppRunner | None = None

    async def serve(self) -> None:
        """Listen on a port of its own, as Slack's sockets are elsewhere than its API, too."""
        app = web.Application()
        app.router.add_get("/link/", self._link)
        self._runner = web.AppRunner(app, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"ws://{host}:{port}/link/"

    async def close(self) -> None:
        """End every connection."""
        await self.cut()
        if self._runner is not None:
            await self._runner.cleanup()

    def give_url(self, bearer: str, number: Callable[[], int]) -> dict[str, Any]:
        """Return where the app may connect, once (`apps.connections.open`)."""
        if not self.token or bearer != self.token:
            raise RefusedError("invalid_auth")
        if len(self._open) >= MOST:
            raise RefusedError("too_many_websockets")
        ticket = f"t{number()}"
        self._tickets.add(ticket)
        return {"url": f"{self.url}?ticket={ticket}"}

    @property
    def connected(self) -> bool:
        """Whether the app can be told something."""
        return any(not one.closed for one in self._open)

    async def until_made(self, n: int) -> None:
        """Wait until so many connections have been made."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.made >= n)

    async def cut(self) -> None:
        """Break every connection off."""
        cut, self._open = self._open, []
        for one in cut:
            transport = one._req.transport if one._req is not None else None  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            if transport is not None:
                transport.abort()
        for future in self._waiting.values():
            future.cancel()
        self._waiting.clear()

    async def refresh(self) -> None:
        """Tell the app that its connections end soon."""
        for one in list(self._open):
            await one.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def says(self, words: str | bytes) -> None:
        """Send a frame of text or of bytes as it stands, which may be nothing that Slack says."""
        for one in list(self._open):
            await (one.send_str(words) if isinstance(words, str) else one.send_bytes(words))

    async def tell(self, posting: Posting, name: str, seconds: float) -> httpx.Response | None:
        """Tell the app of something; return what it answers, None where it does not acknowledge in time."""
        ready = [one for one in self._open if not one.closed]
        if not ready:
            return None
        waiting = self._waiting[name] = asyncio.get_running_loop().create_future()
        told = {"envelope_id": name, "type": KINDS[posting.kind], "payload": _payload(posting)}
        try:
            await ready[-1].send_json(told | {"accepts_response_payload": posting.kind != "event"})
            async with asyncio.timeout(seconds):
                answer = await waiting
        except (TimeoutError, ConnectionError, asyncio.CancelledError):
            return None
        finally:
            self._waiting.pop(name, None)
        return httpx.Response(200, json=answer["payload"]) if answer.get("payload") else httpx.Response(200)

    async def _link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self._open.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self._open)})
        async with self._changed:
            self.made += 1
            self._changed.notify_all()
        async for message in socket:
            if self.deaf:
                continue
            if message.type is WSMsgType.PING:
                await socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._acknowledged(json.loads(message.data))
        if socket in self._open:
            self._open.remove(socket)
        return socket

    def _acknowledged(self, told: dict[str, Any]) -> None:
        waiting = self._waiting.get(str(told.get("envelope_id")))
        if waiting is not None and not waiting.done():
            waiting.set_result(told)


def _payload(posting: Posting) -> dict[str, Any]:
    if posting.kind == "event":
        return json.loads(posting.body)
    form = {name: values[0] for name, values in parse_qs(posting.body.decode(), keep_blank_values=True).items()}
    return json.loads(form["payload"]) if posting.kind == "interaction" else form
