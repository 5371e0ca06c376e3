"""A mail that takes too long to read is stopped, kept, and shown; the next one is read as if nothing had been."""

from __future__ import annotations

import pytest

from deskbot.engine.reading import Reader, UnreadableError
from deskbot.model.message import Arrival

HUGE = b"From: a@b.example\r\nSubject: x\r\n\r\n" + b"On a a a wrote: > \r\n" * 500_000
SMALL = b"From: a@b.example\r\nSubject: x\r\n\r\nhello\r\n"


async def test_reading_that_takes_too_long_is_killed_and_the_next_mail_is_read() -> None:
    reader = Reader(workers=1, kill_after=0.001)
    try:
        with pytest.raises(UnreadableError, match="was stopped"):
            await reader.read(Arrival("email", "1", HUGE, {}))
    finally:
        reader.close()

    reader = Reader(workers=1)
    try:
        message = await reader.read(Arrival("email", "2", SMALL, {}))
    finally:
        reader.close()
    assert message.text.strip() == "hello"


async def test_a_mail_that_cannot_be_read_says_why() -> None:
    reader = Reader(workers=1)
    try:
        with pytest.raises(UnreadableError, match="empty"):
            await reader.read(Arrival("email", "1", b"", {}))
    finally:
        reader.close()
