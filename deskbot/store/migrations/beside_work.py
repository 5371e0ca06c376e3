"""What a migration does to a large table while others write to it."""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

from alembic import op
from sqlalchemy import text

from deskbot.store.schema import LOCK_WITHIN

log = logging.getLogger(__name__)


def create_index(name: str, table: str, columns: Sequence[Any], **options: Any) -> None:
    """Create an index without keeping anybody from writing, however many rows there are.

    It can be in no transaction: a migration with it does nothing but make and drop indexes. One that is there stays as
    it is, however it was made, so that a migration that was cut short goes on where it was; one that is no good, as it
    was cut short itself, is begun anew.

    Args:
        name: of the index.
        table: its table.
        columns: names or expressions.
        **options: as `op.create_index` takes them.
    """
    with _waiting_for_all():
        if not _is_good(name):
            if _has_rows(table):
                says = "an index is made, and waits for all who began before"
                log.info(says, extra={"action": "index_made", "index": name})
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            op.create_index(name, table, columns, postgresql_concurrently=True, **options)


def drop_index(name: str) -> None:
    """Drop an index that no version needs any more, in the same way."""
    with _waiting_for_all():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")


@contextmanager
def _waiting_for_all() -> Generator[None]:
    """Wait for whoever had begun before, in no transaction; nobody is held up meanwhile."""
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = 0")
        yield
        op.execute(f"SET lock_timeout = '{LOCK_WITHIN}s'")


def _has_rows(table: str) -> bool:
    """Return whether making an index of a table may take a while; of a new one nobody need hear."""
    if op.get_context().as_sql:
        return False
    return bool(op.get_bind().scalar(text(f"SELECT EXISTS (SELECT FROM {table})")))  # nosec B608 # noqa: S608  (ours)


def _is_good(name: str) -> bool:
    if op.get_context().as_sql:  # written down only, for a database that is not there to be asked
        return False
    query = text("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:name)")
    return bool(op.get_bind().scalar(query, {"name": name}))
