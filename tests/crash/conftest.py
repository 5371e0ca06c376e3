"""A server that may be killed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.crash.server import Server, server_on


@pytest.fixture
async def server(database_url: str, tmp_path: Path) -> AsyncIterator[Server]:
    """A server, prepared and not yet started, on an empty database."""
    async with server_on(database_url, tmp_path) as prepared:
        yield prepared
