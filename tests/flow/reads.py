"""What is read from the database while something is done: statements and rows, which no busy machine changes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import event

from deskbot.store.database import Session
from tests.harness import World


@dataclass
class Reads:
    """What was read, statement by statement, with the rows that each brought."""

    asked: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])

    def rows(self, table: str) -> int:
        """Return how many rows came out of a table, whatever was joined to it."""
        return sum(rows for statement, rows in self.asked if f"FROM {table}" in statement)


@contextmanager
def reads(world: World) -> Generator[Reads]:
    """Note what is read meanwhile."""
    found = Reads()

    def note(*told: Any) -> None:
        found.asked.append((told[2], told[1].rowcount))

    # The engine is that of all tests: it is listened to for so long only.
    engine = world.deskbot.database.engine.sync_engine
    event.listen(engine, "after_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "after_cursor_execute", note)


async def plans(world: World, look: Callable[[Session], Awaitable[Any]]) -> list[str]:
    """Return how the database goes about each statement of a look."""
    asked: list[tuple[str, Any]] = []
    engine = world.deskbot.database.engine.sync_engine

    def note(*told: Any) -> None:
        asked.append((told[2], told[3]))

    # The engine is that of all tests: it is listened to for so long only.
    event.listen(engine, "before_cursor_execute", note)
    try:
        async with world.deskbot.database.begin() as session:
            await look(session)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    with psycopg.connect(world.deskbot.database.url) as connection:
        return [
            "\n".join(row[0] for row in connection.execute(f"EXPLAIN {statement}".encode(), given).fetchall())
            for statement, given in asked
        ]
