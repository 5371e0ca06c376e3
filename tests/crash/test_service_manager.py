"""A service manager hears when deskbot is ready, and when it stops."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.crash.server import PATIENCE, server_on


async def test_systemd_hears_that_it_is_ready_once_everything_listens_and_that_it_stops(
    database_url: str, tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(PATIENCE)
        async with server_on(database_url, tmp_path) as server:
            server.environment = {"NOTIFY_SOCKET": manager.getsockname()}
            await server.start()
            assert manager.recv(100) == b"READY=1"

            await server.stop()
            assert manager.recv(100) == b"STOPPING=1"
        manager.settimeout(0)
        with pytest.raises(BlockingIOError):  # its children have told nothing
            manager.recv(100)
