"""Alembic's door: runs the migrations on the connection that it is handed."""

from alembic import context
from sqlmodel import SQLModel

import deskbot.store.tables  # noqa: F401  # pyright: ignore[reportUnusedImport]  (registers the tables)
from deskbot.store.migrations.filter import ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    include_object=ours,
    compare_type=True,
    # What one has locked nobody waits for while the next one runs.
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
