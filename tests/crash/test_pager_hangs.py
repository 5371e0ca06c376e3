"""A pager's process that hangs is not one that works: it is ended, and another goes on."""

from __future__ import annotations

import asyncio
import logging
import os
import select
import signal
import socket

import pytest

from deskbot.children import CHILD_COMMAND, Child, as_environment, kept_running
from deskbot.roles import Role
from tests.crash.server import PATIENCE, Server
from tests.relatives import pagers

SILENCE = 10.0
"""Seconds; a minute in real life."""


async def test_a_pager_ends_with_a_parent_that_has_left_its_signs_of_life_unread(server: Server) -> None:
    ours, theirs = socket.socketpair()
    with theirs, server.log.open("ab") as log:
        pager = await asyncio.create_subprocess_exec(
            *CHILD_COMMAND,
            "pager",
            stdin=theirs.fileno(),
            stderr=log,
            env=os.environ | as_environment(server.settings),
        )
    await server.happens("it has begun", lambda: select.select([ours], [], [], 1)[0])

    ours.close()

    try:
        async with asyncio.timeout(PATIENCE):
            await pager.wait()
    finally:
        if pager.returncode is None:
            pager.kill()


async def test_a_pager_that_gives_no_sign_of_life_is_ended_and_another_goes_on(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    pager = Child(Role.PAGER, server.settings, server.settings.desk_file.read_text(), silence=SILENCE)
    async with kept_running([pager]):
        await server.happens("it works", lambda: server.sql("SELECT 1 FROM procrastinate_workers"))
        (hanging,) = pagers(os.getpid())
        os.kill(hanging, signal.SIGSTOP)

        await server.happens("another is started", lambda: pagers(os.getpid()) not in ([], [hanging]))

        assert [one.message for one in caplog.records if one.levelno == logging.CRITICAL] == [
            "the pager's process hangs: no sign of life for 10 s; it is ended, and started again"
        ]
    assert not pagers(os.getpid())
