"""Bring a database to the schema of this version."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from deskbot.errors import UnavailableError
from deskbot.store.database import driver_url, first_line

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x6465736B
"""Advisory lock: two servers that start together migrate one after the other."""


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration, bound to an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


@contextmanager
def connected(url: str) -> Generator[Connection]:
    """Open one plain connection that commits at the end.

    Raises:
        UnavailableError: the database cannot be reached.
    """
    engine = create_engine(driver_url(url), poolclass=NullPool, connect_args={"connect_timeout": 10})
    try:
        with engine.begin() as connection:
            yield connection
    except OperationalError as error:
        raise UnavailableError(f"the database cannot be reached: {first_line(error)}") from error
    finally:
        engine.dispose()


def upgrade(url: str, revision: str = "head") -> None:
    """Apply every migration that is missing."""
    with connected(url) as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
        command.upgrade(alembic_config(connection), revision)


def downgrade(url: str, revision: str) -> None:
    """Take migrations back, down to a revision ("base" for all)."""
    with connected(url) as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
        command.downgrade(alembic_config(connection), revision)


def pending(url: str) -> int:
    """Return how many migrations a database lacks."""
    with connected(url) as connection:
        script = ScriptDirectory.from_config(alembic_config(connection))
        current = MigrationContext.configure(connection).get_current_revision()
        return len(list(script.iterate_revisions("head", current or "base")))


def knows(revision: str) -> bool:
    """Return whether a migration is one of this version's."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return revision in {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
