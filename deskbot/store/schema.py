"""Bring a database to the schema of this version, while others work on it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg.errors import DuplicateFunction, DuplicateObject, DuplicateTable, InsufficientPrivilege, LockNotAvailable
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.pool import NullPool

from deskbot.errors import ConfigurationError, UnavailableError
from deskbot.store.database import DRIVER, first_line, plain_url

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

# Alembic is imported where it is needed: most starts find the schema as it should be, and need no more than one query.

ENCODING = "UTF8"
"""In others not every letter has a place, and of SQL_ASCII nobody knows what its bytes mean."""
MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x6465736B
"""Advisory lock: two servers that start together migrate one after the other."""
CONNECTS_WITHIN = 10
"""Seconds."""
LOCK_WITHIN = 3
"""Seconds that a migration waits for a table which somebody works on: everybody who comes after it waits as well."""
LOCK_TRIES = 20
"""So often it is tried; a transaction that holds a table for longer is nothing of ours."""
PAUSE = 1.0
"""Seconds from one try to the next, in which those who have waited get on."""

_IN_THE_WAY = (DuplicateFunction, DuplicateObject, DuplicateTable)
"""What PostgreSQL says where another program has made what we would make."""

log = logging.getLogger(__name__)


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration, bound to an open connection."""
    config = _config()
    config.attributes["connection"] = connection
    return config


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415  (as above)

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@contextmanager
def connected(url: str) -> Generator[Connection]:
    """Open one plain connection; what is not committed by the end is taken back.

    Raises:
        UnavailableError: the database cannot be reached.
        ConfigurationError: it keeps no UTF-8, or its tables are not for us.
    """

    def connect() -> psycopg.Connection:
        opened = psycopg.connect(plain_url(url), connect_timeout=CONNECTS_WITHIN, application_name="deskbot schema")
        kept = opened.info.parameter_status("server_encoding")
        if kept not in (ENCODING, None):  # a pooler in between may keep silent
            name = opened.info.dbname
            opened.close()
            raise ConfigurationError(
                f'the database "{name}" keeps its text as {kept}, and people write in every script: make one with '
                f"CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, and name it in DESKBOT_DATABASE_URL"
            )
        return opened

    engine = create_engine(DRIVER, poolclass=NullPool, creator=connect)
    try:
        with engine.connect() as connection:
            yield connection
    except OperationalError as error:
        raise UnavailableError(f"the database cannot be reached: {first_line(error)}") from error
    except ProgrammingError as error:
        if isinstance(error.orig, InsufficientPrivilege):
            raise ConfigurationError(
                f"the database says: {first_line(error)}; its tables have to be those of the role by which deskbot "
                "comes: REASSIGN OWNED BY … TO …, as a superuser"
            ) from error
        raise
    finally:
        engine.dispose()


def upgrade(url: str, revision: str = "head") -> None:
    """Apply every migration that is missing, each in a transaction of its own.

    A schema of a newer version is left as it is: migrations only add, so that an older version goes on beside it.

    Raises:
        UnavailableError: the database cannot be reached, or somebody holds a table that is to be changed.
        ConfigurationError: the tables cannot be made in it.
    """
    with connected(url) as connection:
        if revision == "head" and schema_of(connection) == newest():
            return
        if is_newer(connection):
            return
        from alembic import command  # noqa: PLC0415  (as above)

        with alone(connection):
            if not is_newer(connection):  # another may have migrated while we waited for our turn
                _refuse_unfit(connection)
                _in_time(connection, lambda: command.upgrade(alembic_config(connection), revision))


def downgrade(url: str, revision: str) -> None:
    """Take migrations back, down to a revision ("base" for all)."""
    from alembic import command  # noqa: PLC0415  (as above)

    with connected(url) as connection, alone(connection):
        _in_time(connection, lambda: command.downgrade(alembic_config(connection), revision))


def pending(url: str) -> int:
    """Return how many migrations a database lacks; none where a newer version of deskbot has migrated it.

    Raises:
        UnavailableError: the database cannot be reached.
        ConfigurationError: they cannot be applied to it.
    """
    with connected(url) as connection:
        if is_newer(connection):
            return 0
        current = schema_of(connection)
        missing = len(list(_scripts().iterate_revisions("head", current or "base")))
        if missing:
            _refuse_unfit(connection)
        return missing


def _refuse_unfit(connection: Connection) -> None:
    # Imported here, as most starts find the schema as it should be.
    from deskbot.store.unfit import refuse_unfit  # noqa: PLC0415

    refuse_unfit(connection, schema_of(connection))
    connection.commit()


def is_newer(connection: Connection) -> bool:
    """Return whether a newer version of deskbot has migrated the database, and say so.

    Raises:
        ConfigurationError: another program has.
    """
    current = schema_of(connection)
    if current is None or knows(current):
        return False
    from deskbot.store.unfit import refuse_foreign  # noqa: PLC0415  (as above)

    refuse_foreign(connection, current)
    connection.commit()
    says = "the database is of a newer version (schema %s, ours is %s): it stays as it is, and this version goes on"
    log.warning(says, current, _scripts().get_current_head(), extra={"action": "schema_newer"})
    return True


def schema_of(connection: Connection) -> str | None:
    """Return the last migration that a database has had; None where it has had none."""
    if connection.execute(text("SELECT to_regclass('alembic_version')")).scalar_one() is None:
        found = None
    else:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    connection.commit()
    return found


def newest() -> str:
    """Return the last migration of this version: they are numbered, and each file's name begins with its number."""
    return max(one.name for one in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


def knows(revision: str) -> bool:
    """Return whether a migration is one of this version's."""
    return revision in {one.revision for one in _scripts().walk_revisions()}


def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory  # noqa: PLC0415  (as above)

    return ScriptDirectory.from_config(_config())


@contextmanager
def alone(connection: Connection) -> Generator[None]:
    """Let nobody else migrate.

    Whoever waits asks again and again: an index that is built beside the work waits for every statement that had
    begun before it, and so would wait for one that waits for its end.
    """
    taken = text(f"SELECT pg_try_advisory_lock({MIGRATION_LOCK})")
    if not (mine := connection.execute(taken).scalar_one()):
        log.info("a migration waits: another migrates, or restores", extra={"action": "migration_waits"})
    while not mine:
        connection.commit()
        time.sleep(PAUSE / 5)
        mine = connection.execute(taken).scalar_one()
    connection.execute(text(f"SET lock_timeout = '{LOCK_WITHIN}s'"))
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text(f"SELECT pg_advisory_unlock({MIGRATION_LOCK})"))
        connection.commit()


def _in_time(connection: Connection, migrate: Callable[[], None]) -> None:
    """Migrate; where somebody holds a table let those go first who wait for it meanwhile, and try again."""
    for left in reversed(range(LOCK_TRIES)):
        try:
            migrate()
        except OperationalError as error:
            if not isinstance(error.orig, LockNotAvailable):
                raise
            connection.rollback()
            if not left:
                raise UnavailableError("the schema cannot be changed: somebody holds a table for too long") from error
            log.warning("a migration waits: somebody holds its table", extra={"action": "migration_waits"})
            time.sleep(PAUSE)
        except ProgrammingError as error:
            if isinstance(error.orig, _IN_THE_WAY):
                raise ConfigurationError(
                    f"the tables cannot be made: {first_line(error)}; give deskbot a database of its own"
                ) from error
            raise
        else:
            connection.commit()
            return
