"""What every test may use: a real PostgreSQL, and an empty, migrated database for each test that asks."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import psycopg
import pytest

from deskbot.store.database import Database
from deskbot.store.embedded import EmbeddedPostgres
from deskbot.store.schema import upgrade

# A machine may be busy: no test fails by the clock.
hypothesis.settings.register_profile("deskbot", deadline=None)
hypothesis.settings.load_profile("deskbot")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine reaches a test."""
    for name in list(os.environ):
        if name.startswith(("DESKBOT_", "TWILIO_", "PG")) and name != "DESKBOT_TEST_PEERS":
            monkeypatch.delenv(name)


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
    """The URL of a server that lives as long as the tests."""
    with passable_folder() as folder, EmbeddedPostgres.start(folder / "data") as server:
        yield server.url


@pytest.fixture(scope="session")
def template(postgres: str) -> str:
    """The name of a migrated, empty database, from which each test's own is copied."""
    name = "template_migrated"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    upgrade(of_database(postgres, name))
    return name


@pytest.fixture
def database_url(postgres: str, template: str) -> Iterator[str]:
    """The URL of an empty, migrated database of this test alone."""
    name = "test"  # the same each time: what is known of the way to one holds for the next
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield of_database(postgres, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An empty, migrated database."""
    opened = Database(database_url, pool_size=4)
    yield opened
    await opened.close()


def of_database(url: str, name: str) -> str:
    """Return the server's URL with another database's name."""
    return re.sub(r"/deskbot(\?|$)", rf"/{name}\1", url, count=1)
