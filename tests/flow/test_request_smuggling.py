"""Octets that a proxy and we could read as different requests: nothing is read of them, or what follows is not ours.

A proxy in front decides by its own reading who may ask for what. Where we read another length than it does, the rest
of one caller's request would be the beginning of the next caller's.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from deskbot.wires.http_crowd import Crowd
from deskbot.wires.http_server import HttpServer
from tests.harness import serving_web

HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: desk.example\r\n\r\n"
LENGTH = str(len(HIDDEN)).encode()
CHUNKED = b"Transfer-Encoding: chunked\r\n"
LAST = b"0\r\n\r\n"


@dataclass
class Asked:
    """A web side that notes what it is asked."""

    port: int
    paths: list[str] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.paths.append(scope["path"])
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    async def hears(self, octets: bytes) -> list[int]:
        """Take octets of one caller, who then says no more; return the statuses of the answers."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(octets)
            writer.write_eof()
            async with asyncio.timeout(20):
                told = await reader.read()
        finally:
            writer.close()
        return [int(one[:3]) for one in told.split(b"HTTP/1.1 ")[1:]]


@pytest.fixture
async def web() -> AsyncIterator[Asked]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        asked = Asked(listening.getsockname()[1])
        server = HttpServer(
            uvicorn.Config(asked, log_config=None, access_log=False, lifespan="off", ws="none"), crowd=Crowd(10, 10)
        )
        async with serving_web(server, listening):
            yield asked


def request(headers: bytes, body: bytes) -> bytes:
    return b"POST /seen HTTP/1.1\r\nHost: desk.example\r\n" + headers + b"\r\n" + body


async def test_whole_requests_one_behind_the_other_are_both_read(web: Asked) -> None:
    """So what is turned away below is not turned away for another reason."""
    assert await web.hears(request(CHUNKED, LAST) + HIDDEN) == [200, 200]
    assert await web.hears(request(b"Content-Length: 2\r\n", b"ab") + HIDDEN) == [200, 200]
    assert web.paths == ["/seen", "/hidden"] * 2


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        pytest.param(b"Content-Length: 50\r\n" + CHUNKED, LAST + HIDDEN, id="a length, and pieces"),
        pytest.param(CHUNKED + b"Content-Length: 5\r\n", LAST + HIDDEN, id="pieces, and a length"),
        pytest.param(b"Content-Length: 0\r\nContent-Length: " + LENGTH + b"\r\n", HIDDEN, id="two lengths"),
        pytest.param(b"Content-Length: 0, " + LENGTH + b"\r\n", HIDDEN, id="a list of lengths"),
        pytest.param(b"Content-Length: +" + LENGTH + b"\r\n", HIDDEN, id="a length with its sign"),
        pytest.param(b"Content-Length: -1\r\n", HIDDEN, id="less than nothing"),
        pytest.param(b"Content-Length: 0x0\r\n", HIDDEN, id="a length of another base"),
        pytest.param(b"Content-Length: 1_0\r\n", HIDDEN, id="a length as Python writes it"),
        pytest.param(b"Transfer-Encoding: xchunked\r\n", LAST + HIDDEN, id="pieces by another name"),
        pytest.param(b"Transfer-Encoding: chunked, identity\r\n", LAST + HIDDEN, id="pieces, or not"),
        pytest.param(CHUNKED + b"Transfer-Encoding: gzip\r\n", LAST + HIDDEN, id="pieces, said twice"),
        pytest.param(b"Transfer-Encoding : chunked\r\n", LAST + HIDDEN, id="a space before the colon"),
        pytest.param(b"Transfer-Encoding: \x0bchunked\r\n", LAST + HIDDEN, id="a control character"),
        pytest.param(b"X: y\rContent-Length: 0\r\n", HIDDEN, id="a line that ends by half"),
        pytest.param(b"Host: inside.example\r\n", HIDDEN, id="two hosts"),
    ],
)
async def test_a_request_whose_end_could_be_read_in_two_ways_is_not_read(
    web: Asked, headers: bytes, body: bytes
) -> None:
    assert await web.hears(request(headers, body)) == [400]
    assert web.paths == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"0x5\r\nhello\r\n" + LAST, id="a size of another base"),
        pytest.param(b"-5\r\nhello\r\n" + LAST, id="less than nothing"),
        pytest.param(b"5\nhello\n0\n\n", id="lines that end by half"),
        pytest.param(b"5;\nx\r\nhello\r\n" + LAST, id="a line within what is said of a piece"),
        pytest.param(b"3\r\nhello\r\n" + LAST, id="more than its size"),
    ],
)
async def test_behind_pieces_that_could_be_read_in_two_ways_nothing_is_read(web: Asked, body: bytes) -> None:
    assert 200 not in await web.hears(request(CHUNKED, body + HIDDEN))
    assert web.paths == ["/seen"]


async def test_pieces_of_a_caller_who_cannot_know_of_them_end_the_connection(web: Asked) -> None:
    await web.hears(request(CHUNKED, LAST + HIDDEN).replace(b"HTTP/1.1", b"HTTP/1.0", 1))
    assert web.paths == ["/seen"]


async def test_an_upgrade_is_none(web: Asked) -> None:
    upgrade = b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AA==\r\n"
    assert await web.hears(HIDDEN[:-2] + upgrade + b"\r\n") == [200]
    assert web.paths == ["/hidden"]
