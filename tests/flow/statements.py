"""What the database is asked, so that a test can say of what it is not asked again and again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.harness import World


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """Note what is asked within the block."""
    asked: list[str] = []
    engine = world.deskbot.database.engine.sync_engine

    def note(*told: Any) -> None:
        asked.append(told[2])

    # The engine is that of all tests: it is listened to for so long only.
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)
