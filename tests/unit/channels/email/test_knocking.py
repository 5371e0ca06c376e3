"""Who knocks at a door that says nothing keeps nobody else waiting."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

import pytest

from deskbot.channels.email.door import knocking
from deskbot.channels.email.door.knocking import Knocking
from deskbot.errors import UnavailableError
from tests.harness import settings_for


@pytest.fixture
def silent() -> Iterator[tuple[str, int]]:
    """Where nobody is let in, nor sent away: as many wait as may."""
    with socket.socket() as door, socket.socket() as one:
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        one.connect(door.getsockname())
        yield door.getsockname()


async def test_while_a_door_is_waited_for_all_else_goes_on(
    silent: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knocking, "TIMEOUT", 1.0)
    door = Knocking(settings_for("postgresql://unused"), (), lambda: silent)

    waiting = asyncio.create_task(door.knock("desk@desk.example", "desk@desk.example"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    assert not waiting.done()
    with pytest.raises(UnavailableError):
        await waiting
