"""What systemd hears of us, on a real socket."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskbot.service_manager import ALIVE, READY, ServiceManager


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(5)
        yield listening


def test_it_is_told_that_we_are_ready(manager: socket.socket) -> None:
    ServiceManager({"NOTIFY_SOCKET": manager.getsockname()}).tell(READY)

    assert manager.recv(100) == b"READY=1"


def test_its_socket_may_have_a_name_without_a_file() -> None:
    name = f"deskbot-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0{name}")
        ServiceManager({"NOTIFY_SOCKET": f"@{name}"}).tell(READY)

        assert listening.recv(100) == b"READY=1"


def test_without_one_and_with_one_that_has_gone_we_go_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ServiceManager({}).tell(READY)
    assert not caplog.records

    ServiceManager({"NOTIFY_SOCKET": str(tmp_path / "gone")}).tell(READY)
    assert "the service manager was not told" in caplog.text


@pytest.mark.parametrize("whose", [{}, {"WATCHDOG_PID": str(os.getpid())}])
async def test_it_hears_that_the_loop_turns_where_it_wants_to(manager: socket.socket, whose: dict[str, str]) -> None:
    wanted = {"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": "20000", **whose}
    telling = asyncio.create_task(ServiceManager(wanted).tell_of_life())

    assert [await asyncio.to_thread(manager.recv, 100) for _ in range(2)] == [ALIVE.encode()] * 2
    telling.cancel()


@pytest.mark.parametrize("unwanted", [{}, {"WATCHDOG_USEC": "0"}, {"WATCHDOG_USEC": "20000", "WATCHDOG_PID": "1"}])
async def test_it_hears_nothing_of_it_where_it_did_not_ask_or_asked_another(
    manager: socket.socket, unwanted: dict[str, str]
) -> None:
    await ServiceManager({"NOTIFY_SOCKET": manager.getsockname(), **unwanted}).tell_of_life()

    manager.settimeout(0)
    with pytest.raises(BlockingIOError):
        manager.recv(100)
