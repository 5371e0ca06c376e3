"""Killed or stopped, a server on the embedded PostgreSQL leaves no process behind."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from deskbot.children import as_environment
from tests.harness import DESK_YAML, settings_for
from tests.relatives import children

PATIENCE_MS = 60_000


@pytest.fixture
async def server(data_dir: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A simulated server with a database of its own, ready."""
    settings = settings_for("postgresql://unused").model_copy(update={"database_url": None, "simulate": True})
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DESKBOT_")}
    environment |= as_environment(settings) | {"DESKBOT_DATA_DIR": str(data_dir), "DESKBOT_DESK_FILE": str(DESK_YAML)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "deskbot", "serve"),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout
    async for line in process.stdout:
        if b"deskbot is ready" in line:
            break
    yield process
    if process.returncode is None:
        process.kill()
        await process.wait()


def family(pid: int) -> list[int]:
    """A process's children and theirs."""
    own = children(pid)
    return own + [one for child in own for one in family(child)]


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "stopped"])
async def test_every_process_of_the_server_ends_with_it(
    server: asyncio.subprocess.Process, end: signal.Signals
) -> None:
    relatives = family(server.pid)
    assert len(relatives) >= 5
    with ExitStack() as stack:
        watched = []
        for pid in relatives:
            descriptor = os.pidfd_open(pid)
            stack.callback(os.close, descriptor)
            watched.append(descriptor)

        server.send_signal(end)
        await server.wait()

        for pid, descriptor in zip(relatives, watched, strict=True):
            poll = select.poll()
            poll.register(descriptor, select.POLLIN)
            ended = await asyncio.to_thread(poll.poll, PATIENCE_MS)
            assert ended, f"process {pid} is left running"
