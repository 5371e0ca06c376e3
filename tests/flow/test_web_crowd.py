"""Whoever keeps connections to the web side open without saying what they want keeps nobody else out."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from deskbot.wires.http_crowd import BODY_WITHIN, HEAD_WITHIN, SLOWEST, Crowd
from deskbot.wires.http_server import HttpServer
from tests.harness import ANA, running_world, serving_web

ELSEWHERE = "127.0.0.2"
"""A place that is not the one from which all others come in these tests."""


@dataclass
class Line:
    """One connection, octet by octet."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def says(self, octets: bytes) -> None:
        self.writer.write(octets)
        await self.writer.drain()

    async def hears(self) -> bytes:
        """Return the next line."""
        async with asyncio.timeout(20):
            return await self.reader.readline()

    async def is_cut(self) -> bool:
        """Return whether it is ended, with not a word."""
        async with asyncio.timeout(20):
            try:
                return await self.reader.read() == b""
            except ConnectionError:
                return True

    async def asks(self) -> int:
        """Ask for something; return the status."""
        with contextlib.suppress(ConnectionError):  # whoever is sent away may not be listened to any more
            await self.says(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        async with asyncio.timeout(20):
            head = await self.reader.readuntil(b"\r\n\r\n")
            size = re.search(rb"content-length: (\d+)", head.lower())
            assert size
            await self.reader.readexactly(int(size[1]))
        return int(head.split()[1])


class Desk:
    """A small server, and lines to it."""

    def __init__(self, port: int, stack: AsyncExitStack, crowd: Crowd | None = None) -> None:
        self.port, self._stack, self.crowd = port, stack, crowd

    async def line(self, place: str = "127.0.0.1") -> Line:
        line = Line(*await asyncio.open_connection("127.0.0.1", self.port, local_addr=(place, 0)))
        self._stack.callback(line.writer.close)
        return line

    def later(self, seconds: float) -> None:
        """Let the server look, as it would so much later."""
        assert self.crowd
        self.crowd.look(asyncio.get_running_loop().time() + seconds)


async def _ok(request: Request) -> PlainTextResponse:
    await request.body()
    return PlainTextResponse("ok")


async def _early(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


async def _lasting(_: Request) -> StreamingResponse:
    async def pieces() -> AsyncGenerator[bytes]:
        yield b"one\n"
        await asyncio.Event().wait()

    return StreamingResponse(pieces())


@asynccontextmanager
async def served(most: int = 50, of_one: int = 20, **more: Any) -> AsyncIterator[Desk]:
    routes = [
        Route("/", _ok, methods=["GET", "POST"]),
        Route("/lasting", _lasting),
        Route("/early", _early, methods=["POST"]),
    ]
    crowd = Crowd(most, of_one, **more)
    config = uvicorn.Config(
        Starlette(routes=routes), log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        async with AsyncExitStack() as stack:
            server = HttpServer(config, crowd=crowd)
            await stack.enter_async_context(serving_web(server, listening))
            yield Desk(listening.getsockname()[1], stack, crowd)


async def test_a_request_whose_head_does_not_come_is_given_up_and_one_that_was_answered_is_not() -> None:
    async with served() as desk:
        silent, half, good = await desk.line(), await desk.line(), await desk.line()
        await half.says(b"GET / HTTP/1.1\r\nHost: x\r\nX-Half")
        assert await good.asks() == 200
        desk.later(HEAD_WITHIN - 2)
        assert await good.asks() == 200

        desk.later(HEAD_WITHIN + 1)

        assert await silent.is_cut()
        assert await half.is_cut()


async def test_a_body_has_to_come_on_and_a_large_one_may_take_its_time() -> None:
    async with served() as desk:
        stuck, steady = await desk.line(), await desk.line()
        head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 600000\r\nExpect: 100-continue\r\n\r\n"
        for one in (stuck, steady):
            await one.says(head)
            assert b"100" in await one.hears()
            await one.hears()
        await steady.says(b"x" * 50 * SLOWEST)
        assert await (await desk.line()).asks() == 200  # by then what steady has sent is read

        desk.later(BODY_WITHIN + 10)
        assert await stuck.is_cut()
        await steady.says(b"x" * (600_000 - 50 * SLOWEST))
        assert b"200" in await steady.hears()


async def test_an_answer_that_goes_on_for_as_long_as_somebody_looks_goes_on() -> None:
    async with served() as desk:
        looking = await desk.line()
        await looking.says(b"GET /lasting HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"200" in await looking.hears()

        desk.later(100_000)

        assert await (await desk.line()).asks() == 200
        assert not looking.reader.at_eof()


async def test_what_comes_on_after_it_was_answered_is_given_up_as_well() -> None:
    async with served() as desk:
        late = await desk.line()
        await late.says(b"POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n")
        assert b"200" in await late.hears()

        desk.later(BODY_WITHIN + 1)

        async with asyncio.timeout(20):
            while await late.reader.read(1000):
                pass


async def test_one_place_has_so_many_connections_and_others_come_in() -> None:
    async with served(of_one=3) as desk:
        lines = [await desk.line(ELSEWHERE) for _ in range(3)]
        for one in lines:
            await one.says(b"GET /lasting HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b"200" in await one.hears()

        refused = await desk.line(ELSEWHERE)
        assert b"503" in await refused.hears()
        assert await (await desk.line()).asks() == 200

        lines[0].writer.close()
        await lines[0].writer.wait_closed()
        for _ in range(100):  # until the server has seen it go
            again = await desk.line(ELSEWHERE)
            if await again.asks() == 200:
                break
        else:
            raise AssertionError("there is no place, though one has gone")


async def test_what_a_place_keeps_open_without_a_word_makes_room_for_what_comes_from_there() -> None:
    async with served(of_one=3) as desk:
        kept = await desk.line()
        assert await kept.asks() == 200
        busy = await desk.line()
        await busy.says(b"GET / HTTP/1.1\r\n")
        await (await desk.line()).says(b"GET / HTTP/1.1\r\n")

        assert await (await desk.line()).asks() == 200

        assert await kept.is_cut()
        await busy.says(b"Host: x\r\n\r\n")
        assert (await busy.hears()).startswith(b"HTTP/1.1 200")


async def test_a_proxy_in_front_has_as_many_as_there_are() -> None:
    async with served(of_one=1, is_known=lambda peer: peer == ELSEWHERE) as desk:
        for _ in range(5):
            assert await (await desk.line(ELSEWHERE)).asks() == 200


async def test_when_all_are_taken_whoever_has_said_nothing_for_longest_makes_room_and_nobody_else() -> None:
    async with served(most=4, of_one=4) as desk:
        looking = await desk.line()
        await looking.says(b"GET /lasting HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"200" in await looking.hears()
        silent = [await desk.line(ELSEWHERE) for _ in range(3)]
        for one in silent[1:]:
            assert await one.asks() == 200  # so that the first has said nothing for longest

        assert await (await desk.line("127.0.0.3")).asks() == 200

        assert await silent[0].is_cut()
        assert not looking.reader.at_eof()


async def test_while_one_place_floods_the_web_side_a_carriers_webhook_comes_in(database_url: str) -> None:
    more: dict[str, Any] = {"web_proxies": "192.0.2.1", "web_connections_per_client": 30}
    async with running_world(database_url, **more) as world, AsyncExitStack() as stack:
        desk = Desk(world.deskbot.settings.web_port, stack)
        for _ in range(60):
            flood = await desk.line(ELSEWHERE)
            with contextlib.suppress(ConnectionError):  # half of them are sent away
                await flood.says(b"GET / HTTP/1.1\r\nX-Half: ")

        await world.mail("All phones are dead at Hollis Vet Clinic since 9:10, nobody can call.", subject="Outage")
        assert "T-1001" in world.twilio.phones[ANA].take_text()
        await world.text(ANA, "a", "You have taken")
        world.letter()
        world.briefing()


@pytest.mark.parametrize("setting", ["*", "127.0.0.1, 192.0.2.0/24"])
async def test_proxies_are_named_as_before(database_url: str, setting: str) -> None:
    more: dict[str, Any] = {"web_proxies": setting, "web_connections_per_client": 1}
    async with running_world(database_url, **more) as world, httpx.AsyncClient(trust_env=False) as client:
        base = world.deskbot.settings.web_base
        found = await asyncio.gather(*(client.get(f"{base}/health/live") for _ in range(5)))
        assert {one.status_code for one in found} == {200}
