"""What a migration does to a large table while others write to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alembic import op

from deskbot.store.schema import LOCK_WITHIN


def create_index(name: str, table: str, columns: Sequence[Any], **options: Any) -> None:
    """Create an index without keeping anybody from writing, however many rows there are.

    It can be in no transaction: it is the only thing that its migration does. One that was cut short is begun anew.

    Args:
        name: of the index.
        table: its table.
        columns: names or expressions.
        **options: as `op.create_index` takes them.
    """
    with op.get_context().autocommit_block():
        # It waits for whoever had begun before it, and holds up nobody meanwhile.
        op.execute("SET lock_timeout = 0")
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        op.create_index(name, table, columns, postgresql_concurrently=True, **options)
        op.execute(f"SET lock_timeout = '{LOCK_WITHIN}s'")
