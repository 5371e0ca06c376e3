"""A database that may lose what it has committed is found out, wherever that was set, and never served on silently."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from deskbot.cli.check import database
from deskbot.cli.durability import refuse_losing
from deskbot.cli.finding import Finding
from deskbot.errors import ConfigurationError
from deskbot.settings import Settings
from deskbot.store import embedded_cluster
from deskbot.store.durability import weaknesses
from deskbot.store.embedded import EmbeddedPostgres
from deskbot.store.schema import upgrade

ROLE = "a_role_of_its_own"


@pytest.fixture
def as_role(database_url: str) -> Iterator[str]:
    """The URL of the test's database for a role that nothing is set for; the tests' own waits for no disk."""
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {ROLE} LOGIN SUPERUSER")
        yield database_url.replace("://deskbot@", f"://{ROLE}@", 1)
        owner.execute("ALTER DATABASE test RESET ALL")
        owner.execute(f"DROP ROLE {ROLE}")


def settings(url: str, **more: object) -> Settings:
    return Settings(_env_file=None, database_url=url, **more)  # pyright: ignore[reportCallIssue, reportArgumentType]


def told(url: str, **more: object) -> list[Finding]:
    """Return what `deskbot check` says of what the database keeps."""
    return [one for one in database(settings(url, **more), None) if one.what == "durability"]


def test_check_says_nothing_of_a_database_that_keeps_what_it_commits(as_role: str) -> None:
    assert told(as_role) == []


@pytest.mark.parametrize(
    ("set_off", "mend"),
    [
        (f"ALTER ROLE {ROLE} SET synchronous_commit = off", f'ALTER ROLE "{ROLE}" RESET synchronous_commit'),
        ("ALTER DATABASE test SET synchronous_commit = off", 'ALTER DATABASE "test" RESET synchronous_commit'),
        (
            f"ALTER ROLE {ROLE} IN DATABASE test SET synchronous_commit = off",
            f'ALTER ROLE "{ROLE}" IN DATABASE "test" RESET synchronous_commit',
        ),
    ],
)
def test_check_finds_a_commit_that_waits_for_no_disk_and_its_mend_mends_it(
    as_role: str, set_off: str, mend: str
) -> None:
    with psycopg.connect(as_role, autocommit=True) as connection:
        connection.execute(set_off)

        (found,) = told(as_role)

        assert not found.right
        assert found.says.endswith(mend)
        connection.execute(mend)
    assert told(as_role) == []


def test_check_finds_what_the_url_sets(as_role: str) -> None:
    (found,) = told(f"{as_role}{'&' if '?' in as_role else '?'}options=-c%20synchronous_commit%3Doff")

    assert not found.right
    assert "DESKBOT_DATABASE_URL" in found.says


def test_serve_starts_where_the_last_moments_may_be_lost_and_says_so_loudly(
    as_role: str, caplog: pytest.LogCaptureFixture
) -> None:
    with psycopg.connect(as_role, autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {ROLE} SET synchronous_commit = off")

    refuse_losing(settings(as_role), as_role)

    (record,) = caplog.records
    assert (record.levelno, vars(record)["action"]) == (logging.CRITICAL, "database_loses")
    assert "synchronous_commit is off" in record.getMessage()


def test_serve_refuses_a_database_that_keeps_nothing_on_disk_unless_its_storage_is_trusted(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("fsync", "full_page_writes"):
        monkeypatch.setitem(embedded_cluster._FIXED, name, "off")  # pyright: ignore[reportPrivateUsage]
    with EmbeddedPostgres.start(data_dir) as server:
        upgrade(server.url)

        with pytest.raises(ConfigurationError, match=r"fsync is off \(set on the server's command line\)"):
            refuse_losing(settings(server.url), server.url)
        assert [one.setting for one in weaknesses(server.url)] == ["fsync", "full_page_writes"]
        assert [one.right for one in told(server.url)] == [False, False]

        caplog.clear()
        refuse_losing(settings(server.url, storage_trusted=True), server.url)
        assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2
        assert [one.state for one in told(server.url, storage_trusted=True)] == ["warning"] * 2
