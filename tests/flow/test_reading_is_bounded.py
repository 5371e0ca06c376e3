"""A mail that takes too long to read is stopped, kept, and shown; the next one is read as if nothing had been."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from deskbot.engine.reading import CutOffError, Reader, UnreadableError
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


async def test_reading_that_takes_too_long_is_killed_and_the_next_mail_is_read() -> None:
    reader = Reader(workers=1, kill_after=0.05)
    try:
        await reader.warm_up(["email"])
        with pytest.raises(CutOffError, match="was stopped"):
            await reader.read(Arrival("email", "1", SLOW, {}))

        reader._kill_after = 5.0  # the next process is a new one, and has to import what it reads with
        read = await reader.read(Arrival("email", "2", SMALL, {}))
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


async def test_a_mail_that_cannot_be_read_says_why() -> None:
    reader = Reader(workers=1)
    try:
        with pytest.raises(UnreadableError, match="empty"):
            await reader.read(Arrival("email", "1", b"", {}))
    finally:
        reader.close()
