"""A pager's process that hangs is not one that works: it is ended, and another goes on."""

from __future__ import annotations

import logging
import os
import signal
from pathlib import Path

import pytest

from deskbot.processes import Pager
from tests.crash.server import Server
from tests.relatives import children

SILENCE = 10.0
"""Seconds; a minute in real life."""


def pagers() -> list[int]:
    return [one for one in children(os.getpid()) if b"--child" in Path(f"/proc/{one}/cmdline").read_bytes()]


async def test_a_pager_that_gives_no_sign_of_life_is_ended_and_another_goes_on(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    async with Pager(server.settings, silence=SILENCE).watched():
        await server.happens("it works", lambda: server.sql("SELECT 1 FROM procrastinate_workers"))
        (hanging,) = pagers()
        os.kill(hanging, signal.SIGSTOP)

        await server.happens("another is started", lambda: pagers() not in ([], [hanging]))

        assert [one.message for one in caplog.records if one.levelno == logging.CRITICAL] == [
            "the pager's process hangs: no sign of life for 10 s; it is ended, and started again"
        ]
    assert not pagers()
