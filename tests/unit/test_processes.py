"""What a process allows itself at its start, and what becomes of it when one of its parts ends."""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
import time
from collections.abc import Awaitable, Callable

import pytest

from deskbot.children import sign_of_life
from deskbot.processes import open_as_many_as_may_be, task_group


def test_a_process_may_have_as_many_connections_as_the_system_allows_it() -> None:
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), most))
    try:
        open_as_many_as_may_be()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (most, most)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, most))


async def ends() -> None:
    """End, as no part does."""


async def is_cancelled() -> None:
    """End as what a library has cancelled within."""
    raise asyncio.CancelledError


async def fails() -> None:
    raise ValueError("a fault of ours")


@pytest.mark.parametrize("part", [ends, is_cancelled, fails])
async def test_a_process_without_one_of_its_parts_stops(
    part: Callable[[], Awaitable[None]], caplog: pytest.LogCaptureFixture
) -> None:
    stop = asyncio.Event()

    async with asyncio.timeout(60), task_group(stop) as start:
        start(part())
        start(asyncio.sleep(3600))
        await stop.wait()

    assert [record.levelname for record in caplog.records] == ["CRITICAL"]


async def test_a_process_that_is_told_to_stop_misses_none_of_its_parts(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    stop = asyncio.Event()

    async with task_group(stop) as start:
        start(stop.wait())
        start(asyncio.sleep(3600))
        stop.set()

    assert not caplog.records


async def test_a_sign_of_life_that_came_while_the_parent_stood_still_counts() -> None:
    ours, theirs = socket.socketpair()

    def stand_still() -> None:
        theirs.send(b".")
        time.sleep(0.2)

    with ours, theirs:
        ours.setblocking(False)  # noqa: FBT003  (the library's own)
        asyncio.get_running_loop().call_later(0.01, stand_still)

        assert await sign_of_life(ours, 0.1) == b"."


async def test_a_child_that_says_nothing_is_given_up_and_one_that_has_ended_is_heard_to() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        ours.setblocking(False)  # noqa: FBT003  (the library's own)
        with theirs, pytest.raises(TimeoutError):
            await sign_of_life(ours, 0.01)

        assert await sign_of_life(ours, 60.0) == b""
