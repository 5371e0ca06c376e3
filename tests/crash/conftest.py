"""Real processes: a server that may be killed, commands beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.crash.server import Server, server_on
from tests.harness import World, running_world


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what tests have counted (`record_property`), also those that passed and ran in a worker."""
    for report in terminalreporter.stats.get("passed", ()):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{report.location[2]}: {name}: {value}")


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk in this process, for commands that run in others."""
    async with running_world(database_url) as running:
        yield running


@pytest.fixture
async def server(database_url: str, tmp_path: Path) -> AsyncIterator[Server]:
    """A server, prepared and not yet started, on an empty database."""
    async with server_on(database_url, tmp_path) as prepared:
        yield prepared
