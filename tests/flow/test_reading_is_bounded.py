"""A mail that takes too long to read is stopped, kept, and shown; the next one is read as if nothing had been."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import socket
import time
from pathlib import Path

import pytest

from deskbot.engine.reading import CutOffError, Process, Reader, UnreadableError
from deskbot.model.message import Arrival
from tests.relatives import children

SLOW = b"From: a@b.example\r\nSubject: x\r\n\r\n" + b"a:\r\n>\r\n" * 200_000
"""A second of work for the part that looks for quotes."""
SMALL = b"From: a@b.example\r\nSubject: x\r\n\r\nhello\r\n"


def readers() -> list[int]:
    """The reading processes of this one: the forks of its child that forks."""
    return [
        reader
        for child in children(os.getpid())
        if b"forkserver" in Path(f"/proc/{child}/cmdline").read_bytes()
        for reader in children(child)
    ]


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        ({"cpu_seconds": 0.05}, r"0\.05 s of work and was stopped"),
        ({"kill_after": 0.05}, r"0\.05 s and was stopped"),
    ],
)
async def test_reading_that_takes_too_long_is_killed_and_the_next_mail_is_read(
    limits: dict[str, float], why: str
) -> None:
    reader = Reader(workers=1, **limits)
    try:
        await reader.warm_up(["email"])
        with pytest.raises(CutOffError, match=why):
            await reader.read(Arrival("email", "1", SLOW, {}))

        reader._cpu_seconds, reader._kill_after = 5.0, 30.0
        read = await reader.read(Arrival("email", "2", SMALL, {}))
    finally:
        reader.close()
    assert read.message.text.strip() == "hello"


async def test_a_machine_that_is_busy_with_other_things_makes_no_message_a_hostile_one() -> None:
    others = set(readers())
    reader = Reader(workers=1, cpu_seconds=1.0)
    try:
        await reader.warm_up(["email"])
        [waiting] = set(readers()) - others
        os.kill(waiting, signal.SIGSTOP)
        reading = asyncio.create_task(reader.read(Arrival("email", "1", SMALL, {})))
        assert await asyncio.wait({reading}, timeout=1.2) == (set(), {reading})
        os.kill(waiting, signal.SIGCONT)
        read = await reading
    finally:
        reader.close()
    assert read.message.text.strip() == "hello"


async def test_an_idle_reading_process_that_is_killed_is_replaced_and_mail_is_read_on() -> None:
    others = set(readers())
    reader = Reader(workers=3)
    try:
        await reader.warm_up(["email"])
        os.kill(next(one for one in readers() if one not in others), signal.SIGKILL)

        for number in range(5):
            read = await reader.read(Arrival("email", str(number), SMALL, {}))
            assert read.message.text.strip() == "hello"
    finally:
        reader.close()


def freeze_as_they_start(many: int, others: set[int]) -> list[int]:
    """Freeze so many reading processes, each as it appears."""
    frozen: list[int] = []
    end = time.monotonic() + 60.0
    while len(frozen) < many and time.monotonic() < end:
        for one in readers():
            if one not in others and one not in frozen:
                os.kill(one, signal.SIGSTOP)
                frozen.append(one)
    return frozen


async def test_reading_processes_that_freeze_or_die_as_they_start_keep_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("deskbot.engine.reading.STUCK", 1.5)
    others = set(readers())
    reader = Reader(workers=3, kill_after=0.5)
    freezing = asyncio.create_task(asyncio.to_thread(freeze_as_they_start, 3, others))
    await asyncio.sleep(0)
    try:
        async with asyncio.timeout(60.0):
            await reader.warm_up(["email"])

        reader._kill_after = 30.0
        for one in (frozen := await freezing):
            with contextlib.suppress(ProcessLookupError):  # it was given up, and killed
                os.kill(one, signal.SIGKILL)
        read = await reader.read(Arrival("email", "1", SMALL, {}))
    finally:
        reader.close()
    assert len(frozen) == 3
    assert read.message.text.strip() == "hello"


async def test_how_long_reading_may_take_is_not_waited_for_a_process_that_never_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("deskbot.engine.reading.STUCK", 0.1)

    begun: list[Process] = []

    async def begins_never(line: socket.socket) -> Process:
        begun.append(await asyncio.create_subprocess_exec("sleep", "600", stdin=line))
        return begun[-1]

    reader = Reader(workers=1, kill_after=600.0, start=begins_never)
    async with asyncio.timeout(60.0):
        with pytest.raises(CutOffError, match="died again and again"):
            await reader.read(Arrival("email", "1", SMALL, {}))
        assert {await process.wait() for process in begun} == {-signal.SIGKILL}


async def test_a_process_for_which_there_is_no_room_just_now_is_started_once_more() -> None:
    refusals = [OSError(errno.EAGAIN, "no process"), OSError(errno.EMFILE, "no file"), EOFError("it was cut off")]

    async def starts(_line: socket.socket) -> None:
        if refusals:
            raise refusals.pop()

    reader = Reader(workers=1, start=starts)
    try:
        read = await reader.read(Arrival("email", "1", SMALL, {}))
    finally:
        reader.close()
    assert read.message.text.strip() == "hello"


async def test_a_mail_that_cannot_be_read_says_why() -> None:
    reader = Reader(workers=1)
    try:
        with pytest.raises(UnreadableError, match="empty"):
            await reader.read(Arrival("email", "1", b"", {}))
    finally:
        reader.close()
