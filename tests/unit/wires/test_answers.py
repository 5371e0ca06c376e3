"""What a host answers takes no more room than it may, however it is packed; where it leads, nobody is led inside."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from functools import cache

import httpx
import pytest

from deskbot.errors import UnavailableError
from deskbot.wires.answers import TooMuchError, body_of
from deskbot.wires.oauth import TokenService, TokenSource
from tests.hosts import Pieces

MOST = 100_000
UNPACKED = 32 * 1024 * 1024
"""Bytes into which the bombs below unpack."""


@cache
def bomb(times: int = 1) -> bytes:
    packed = bytes(UNPACKED)
    for _ in range(times):
        packed = gzip.compress(packed, mtime=0)
    return packed


def answer(content: bytes, encoding: str = "") -> httpx.Response:
    return httpx.Response(200, headers={"Content-Encoding": encoding} if encoding else {}, stream=Pieces(content))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"shifts", ""),
        (b"shifts", "identity"),
        (gzip.compress(b"shifts", mtime=0), "gzip"),
        (gzip.compress(b"shifts", mtime=0), " X-GZIP "),
        (zlib.compress(b"shifts"), "deflate"),
    ],
)
async def test_an_answer_is_read_whole_however_it_is_packed(content: bytes, encoding: str) -> None:
    assert await body_of(answer(content, encoding), MOST) == b"shifts"


async def test_what_is_as_long_as_it_may_be_is_taken_and_one_byte_more_is_not() -> None:
    for packed, encoding in ((lambda content: content, ""), (gzip.compress, "gzip")):
        assert await body_of(answer(packed(bytes(MOST)), encoding), MOST) == bytes(MOST)
        with pytest.raises(TooMuchError):
            await body_of(answer(packed(bytes(MOST + 1)), encoding), MOST)


@pytest.mark.parametrize(("times", "encoding"), [(1, "gzip"), (2, "gzip, gzip"), (2, "br"), (1, "deflate")])
async def test_a_bomb_is_refused_before_it_goes_off(times: int, encoding: str) -> None:
    packed = bomb(times)
    tracemalloc.start()
    try:
        with pytest.raises(httpx.HTTPError):
            await body_of(answer(packed, encoding), MOST)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 1_000_000


@pytest.mark.parametrize("content", [b"no gzip at all", gzip.compress(b"shifts", mtime=0)[:4]])
async def test_what_cannot_be_unpacked_is_no_answer(content: bytes) -> None:
    with pytest.raises(httpx.DecodingError):
        await body_of(answer(content, "gzip"), MOST)


async def test_the_service_of_tokens_cannot_fill_our_memory() -> None:
    wire = httpx.MockTransport(lambda _: answer(bomb(2), "gzip, gzip"))
    source = TokenSource(TokenService("https://login.example/token", "the-id", "the-secret"), transport=wire)

    tracemalloc.start()
    try:
        with pytest.raises(UnavailableError):
            await source.token()
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 5_000_000
