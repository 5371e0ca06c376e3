"""A database in which deskbot cannot make its tables is told with how it is mended, by check as by who starts."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from deskbot.cli.check import database
from deskbot.cli.finding import Finding
from deskbot.errors import ConfigurationError
from deskbot.settings import Settings
from deskbot.store.schema import upgrade
from deskbot.store.witness import rows
from tests.conftest import empty_database


@pytest.fixture
def url(postgres: str) -> Iterator[str]:
    """A database with nothing in it."""
    with empty_database(postgres, "the desk") as url:
        yield url


@pytest.fixture
def as_guest(postgres: str, url: str) -> Iterator[str]:
    """The same for a role that may connect, and make nothing."""
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("CREATE ROLE guest LOGIN")
        yield f"{url}&options=-crole%3Dguest"
        server.execute('ALTER DATABASE "the desk" OWNER TO CURRENT_USER')
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP OWNED BY guest CASCADE")
        connection.execute("DROP ROLE guest")


def look(url: str) -> list[Finding]:
    return database(Settings(_env_file=None, database_url=url, storage_trusted=True), None)


def refused(url: str) -> str:
    """Return what check says, which is what deskbot ends with as it starts."""
    (found,) = look(url)
    assert not found.right
    with pytest.raises(ConfigurationError) as told:
        upgrade(url)
    assert str(told.value) == found.says
    return found.says


def test_a_role_that_may_make_nothing_is_told_whose_the_database_has_to_be_and_that_mends_it(
    postgres: str, as_guest: str
) -> None:
    says = refused(as_guest)

    assert 'the role guest may make no tables in the database "the desk"' in says
    mend = 'ALTER DATABASE "the desk" OWNER TO "guest"'
    assert mend in says
    assert "createdb --owner=guest" in says
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(mend)
    assert [one.right for one in look(as_guest) if one.what == "database"] == [True]
    upgrade(as_guest)


def test_a_role_that_may_make_nothing_works_where_nothing_is_to_be_made(url: str, as_guest: str) -> None:
    upgrade(url)
    with psycopg.connect(url) as connection:
        connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO guest")

    upgrade(as_guest)


def test_one_that_may_not_even_read_is_told_so(url: str, as_guest: str) -> None:
    upgrade(url)

    assert "permission denied for table alembic_version; its tables have to be those of the role" in refused(as_guest)


@pytest.mark.parametrize(
    "theirs",
    [
        "CREATE TABLE ticket (number integer)",
        "CREATE VIEW page AS SELECT 1",
        "CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('4f2a'); "
        "CREATE TABLE account (id integer)",
        "CREATE TABLE procrastinate_jobs (id integer)",
    ],
)
def test_what_others_have_made_where_ours_would_be_is_named_and_left_as_it_is(url: str, theirs: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(theirs.encode())
    tables = "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
    before = rows(url, tables)

    says = refused(url)

    assert "give deskbot a database of its own" in says
    assert rows(url, tables) == before


def test_what_others_have_made_beside_is_no_hindrance(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE payroll (salary integer)")

    upgrade(url)


def test_what_only_shows_as_it_is_made_is_told_without_a_traceback(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TYPE procrastinate_job_status AS ENUM ('new')")

    with pytest.raises(ConfigurationError, match="the tables cannot be made"):
        upgrade(url)
