"""Switches that make a simulated service misbehave."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

DROP_HEADER = "x-simulated-drop"
"""An answer with this header is not sent: its connection is cut instead."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error answer to give instead of doing anything."""

    status: int
    code: int | None = None
    retry_after: int | None = None
    garbage: bool = False
    """Whether it is no error at all but something that nobody can read, as whatever stands in between may send."""


class Faults:
    """What is to go wrong; nothing does until it is told to."""

    def __init__(self) -> None:
        """Let everything flow."""
        self._failures: list[Failure] = []
        self._outage: Failure | None = None
        self._drops = 0
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._answering = asyncio.Event()
        self._answering.set()
        self._closed = False
        self._stalled = asyncio.Condition()
        self.waiting = 0
        """Requests that stall now and are to do something; questions are not counted."""

    def fail_next(self, n: int = 1, status: int = 500, code: int | None = None, retry_after: int | None = None) -> None:
        """Answer the next `n` requests with an error, and do nothing of what they ask for."""
        self._failures += [Failure(status, code, retry_after)] * n

    def go_down(self, status: int = 503, code: int | None = None) -> None:
        """Answer every request with an error, and do nothing of what it asks for, until `come_back`."""
        self._outage = Failure(status, code)

    def garble(self) -> None:
        """Answer every request with what nobody can read, and do nothing of what it asks for, until `come_back`."""
        self._outage = Failure(200, garbage=True)

    def come_back(self) -> None:
        """Work again."""
        self._outage = None

    def drop_after_accept(self, n: int = 1) -> None:
        """Do what the next `n` requests ask for, then cut the connection instead of answering."""
        self._drops += n

    def drop_no_more(self) -> None:
        """Answer again what `drop_after_accept` has not come to."""
        self._drops = 0

    def hang(self) -> None:
        """Stall every request until `resume`; what was stalled is then done, its sender waiting or not."""
        self._flowing.clear()

    def resume(self) -> None:
        """Let requests flow again."""
        self._flowing.set()

    def hold_answers(self) -> None:
        """Do what is asked for from now on, and answer after `give_answers` only."""
        self._answering.clear()

    def give_answers(self) -> None:
        """Answer again, also what has waited."""
        self._answering.set()

    async def before_answer(self) -> None:
        """Wait, with what was asked for done, while answers are held."""
        if not self._answering.is_set():
            await self._stall(self._answering)

    def close(self) -> None:
        """Turn stalled requests away, as the service ends."""
        self._closed = True
        self._flowing.set()
        self._answering.set()

    async def until_stalled(self) -> None:
        """Wait until a request stalls, or its answer is held: the moment at which a test kills or resumes.

        Questions, which are asked whenever their time has come, do not count.
        """
        async with self._stalled:
            await self._stalled.wait_for(lambda: self.waiting > 0)

    async def meet(self, *, question: bool = False) -> Failure | None:
        """Stall where requests stall; return the error to answer with, if there is one."""
        if not self._flowing.is_set():
            await (self._flowing.wait() if question else self._stall(self._flowing))
            if self._closed:
                return Failure(503)
        return self._failures.pop(0) if self._failures else self._outage

    async def _stall(self, until: asyncio.Event) -> None:
        async with self._stalled:
            self.waiting += 1
            self._stalled.notify_all()
        try:
            await until.wait()
        finally:
            self.waiting -= 1

    def take_drop(self) -> bool:
        """Return whether this answer's connection is to be cut."""
        if not self._drops:
            return False
        self._drops -= 1
        return True


class ConnectionCutter:
    """Wraps an app, as the outermost layer, so that marked answers end in a cut connection."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        cut = False

        async def send_or_cut(message: Message) -> None:
            nonlocal cut
            headers = dict(message.get("headers", ()))
            if message["type"] == "http.response.start" and DROP_HEADER.encode() in headers:
                cut = True
                await _cut(receive, send)
            if not cut:
                await send(message)

        await self._app(scope, receive, send_or_cut)


async def _cut(receive: Receive, send: Send) -> None:
    """Abort the connection, and wait until the server has seen that it is gone."""
    # ASGI has no word for this. Under uvicorn `send` is a method of what holds the transport.
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise RuntimeError("connections can be cut under uvicorn only")
    transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass
