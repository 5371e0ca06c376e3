"""What every test may use: a real PostgreSQL, and an empty, migrated database for each test that asks."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import fastapi.dependencies.models
import hypothesis
import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from deskbot.processes import keep_what_is_loaded
from deskbot.store.database import Database
from deskbot.store.embedded import EmbeddedPostgres
from deskbot.store.schema import upgrade

# A machine may be busy: no test fails by the clock.
hypothesis.settings.register_profile("deskbot", deadline=None)
hypothesis.settings.load_profile("deskbot")


NOBODY_ELSE = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
"""Sends away whoever a test has left in the database, and waits until they have gone."""
NOTE_CHANGES = """
CREATE SCHEMA tests;
CREATE TABLE tests.change (command text);
CREATE FUNCTION tests.note_change() RETURNS event_trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO tests.change VALUES (tg_tag); END $$;
CREATE EVENT TRIGGER note_change ON ddl_command_end EXECUTE FUNCTION tests.note_change();
CREATE EVENT TRIGGER note_drop ON sql_drop EXECUTE FUNCTION tests.note_change();
"""
"""Has a database note that its tables were changed."""
EMPTY = """
DO $$
DECLARE one record;
BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);  -- in any order
    FOR one IN SELECT format('%I', tablename) AS name FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        -- To truncate takes longer where there is little to delete.
        EXECUTE CASE WHEN pg_relation_size(one.name::regclass) > 1000000 THEN format('TRUNCATE %s CASCADE', one.name)
            ELSE format('DELETE FROM %s', one.name) END;
    END LOOP;
    PERFORM setval(format('%I', sequencename), start_value, false) FROM pg_sequences;
END $$
"""


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine reaches a test."""
    for name in list(os.environ):
        if name.startswith(("DESKBOT_", "TWILIO_", "PG")) and name != "DESKBOT_TEST_PEERS":
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True, scope="module")
def nothing_is_kept_of_earlier_tests() -> Generator[None]:
    """Let go of each file's servers, and keep the collector from going through what stays.

    FastAPI remembers thousands of endpoints, each of which holds the whole server that it belongs to: a process came to
    1.2 GB, and one look for rubbish among all that took longer than some promises allow. What is left of a file is
    never freed; that is little.
    """
    yield
    for remembered in vars(fastapi.dependencies.models).values():
        if hasattr(remembered, "cache_clear"):
            remembered.cache_clear()
    keep_what_is_loaded()


@contextmanager
def passable_folder() -> Generator[Path]:
    """A folder of ours that root's unprivileged server may pass through; pytest's own folders are closed to it."""
    with tempfile.TemporaryDirectory(prefix="deskbot-test-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A data folder for an embedded server of the test's own."""
    with passable_folder() as folder:
        yield folder / "data"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server that lives as long as the tests.

    No test kills it, so nobody waits for its disk. Those that do kill a PostgreSQL start one of their own, which keeps
    every promise.
    """
    with passable_folder() as folder, EmbeddedPostgres.start(folder / "data") as server:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("ALTER ROLE CURRENT_USER SET synchronous_commit = off")
        yield server.url


@pytest.fixture(scope="session")
def template(postgres: str) -> str:
    """The name of a migrated, empty database, from which each test's own is copied."""
    name = "template_migrated"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    upgrade(of_database(postgres, name))
    return name


@pytest.fixture(scope="session")
def own_database(postgres: str, template: str) -> Callable[[], str]:
    """Return what gives each test an empty, migrated database: the one before, emptied, where its tables stand still.

    To make one takes a quarter of a second, to empty one some milliseconds.
    """
    name = "test"

    def give() -> str:
        url = of_database(postgres, name)
        with psycopg.connect(postgres, autocommit=True) as server:
            if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                server.execute(NOBODY_ELSE, [name])
                if emptied(url):
                    return url
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(NOTE_CHANGES)
        return url

    return give


@pytest.fixture
def database_url(own_database: Callable[[], str]) -> str:
    """The URL of an empty, migrated database of this test alone."""
    return own_database()


def emptied(url: str) -> bool:
    """Empty all tables and begin all numbers anew; False where a test has changed the tables themselves."""
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM tests.change").fetchone():
            return False
        connection.execute(EMPTY)
    return True


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An empty, migrated database."""
    opened = Database(database_url, pool_size=4)
    yield opened
    await opened.close()


def of_database(url: str, name: str) -> str:
    """Return the server's URL with another database's name."""
    return re.sub(r"/deskbot(\?|$)", rf"/{quote(name)}\1", url, count=1)


@contextmanager
def empty_database(postgres: str, name: str) -> Generator[str]:
    """Make a database with nothing in it, not even our tables; yield its URL, and drop it."""
    named = Identifier(name)
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(named))
        server.execute(SQL("CREATE DATABASE {}").format(named))
        yield of_database(postgres, name)
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(named))
