"""The schema: from nothing up, down again, and in agreement with the tables of the code."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from psycopg import sql
from sqlmodel import SQLModel

import deskbot.store.tables  # noqa: F401  (registers the tables)
from deskbot.errors import ConfigurationError
from deskbot.store.migrations.filter import ours
from deskbot.store.schema import connected, downgrade, pending, upgrade
from tests.conftest import empty_database, of_database


@pytest.fixture
def empty(postgres: str) -> Iterator[str]:
    """A database with nothing in it."""
    with empty_database(postgres, "empty") as url:
        yield url


def things(url: str) -> set[str]:
    query = (
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        "UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
        "UNION SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'"
    )
    with psycopg.connect(url) as connection:
        return {row[0] for row in connection.execute(query).fetchall()}


def test_from_empty_up_and_down_again_leaves_nothing(empty: str) -> None:
    upgrade(empty)
    assert "ticket" in things(empty)
    assert pending(empty) == 0

    downgrade(empty, "base")

    assert things(empty) <= {"alembic_version", "alembic_version_pkc"}


def test_up_twice_changes_nothing(empty: str) -> None:
    upgrade(empty)
    before = things(empty)

    upgrade(empty)

    assert things(empty) == before


def test_tables_and_migrations_agree(empty: str) -> None:
    upgrade(empty)

    with connected(empty) as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_what_was_said_before_tickets_could_be_found_by_words_is_marked_to_be_read(empty: str) -> None:
    upgrade(empty, "0025")
    with psycopg.connect(empty) as connection:
        connection.execute(
            "INSERT INTO ticket (state, subject, category, severity, claimed, verified, owner, findings, missing, "
            "asked, reminders, created_at, updated_at, language, entitlement, rating_words) VALUES ('closed', 'Old', "
            "'incident', 'S3', '', true, '', '[]', '[]', 0, 0, now(), now(), '', '', '')"
        )

    upgrade(empty)

    with psycopg.connect(empty) as connection:
        assert connection.execute("SELECT name, at FROM search_mark ORDER BY name").fetchall() == [
            ("ticket", 1002),
            ("timeline", 0),
        ]


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_keeps_no_utf_8_is_refused_with_how_to_make_one_that_does(postgres: str, encoding: str) -> None:
    with psycopg.connect(postgres, autocommit=True) as server:
        made = sql.SQL("CREATE DATABASE narrow ENCODING {} LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0")
        server.execute(made.format(sql.Literal(encoding)))
        try:
            for look in (pending, upgrade):
                with pytest.raises(
                    ConfigurationError, match=f"\"narrow\" keeps its text as {encoding}.*ENCODING 'UTF8'"
                ):
                    look(of_database(postgres, "narrow"))
        finally:
            server.execute("DROP DATABASE narrow WITH (FORCE)")
