"""Plain questions to a database, for those who check what deskbot says of itself."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier


def rows(url: str, query: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Return what a query finds."""
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(query, parameters or None).fetchall()  # pyright: ignore[reportArgumentType]


@contextmanager
def table_locked(url: str, table: str) -> Generator[None]:
    """Hold a table so that nobody writes to it; whoever tries waits."""
    with psycopg.connect(url) as connection:
        connection.execute(SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(Identifier(table)))
        yield


@contextmanager
def until_gone(url: str, table: str) -> Generator[None]:
    """Hold a table like `table_locked`, and do not mind when the server is gone at the end."""
    try:
        with table_locked(url, table):
            yield
    except psycopg.OperationalError:
        return
