"""Machines that are upgraded one by one: who migrates, who waits, and what a version does that finds a newer schema."""

from __future__ import annotations

import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor

import psycopg
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from deskbot.store import schema
from deskbot.store.migrations import beside_work
from deskbot.store.schema import MIGRATION_LOCK, connected, pending, upgrade
from tests.flow.test_migrations import empty as empty  # noqa: PLC0414  (the fixture)
from tests.flow.test_migrations import things


def revision(url: str) -> str:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    assert found
    return found[0]


def waits_for(caplog: pytest.LogCaptureFixture, words: str, done: Future[object]) -> None:
    """Return once the log says something, as somebody else has not come to an end meanwhile."""
    end = time.monotonic() + 60
    while words not in caplog.text:
        assert not done.done(), done.result()
        assert time.monotonic() < end, caplog.text


def test_an_older_version_leaves_a_newer_schema_as_it_is_says_so_and_goes_on(
    empty: str, caplog: pytest.LogCaptureFixture
) -> None:
    upgrade(empty)
    with psycopg.connect(empty, autocommit=True) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = things(empty)

    upgrade(empty)

    assert "the database is of a newer version (schema 9999" in caplog.text
    assert (revision(empty), pending(empty), things(empty)) == ("9999", 0, before)


def test_two_that_start_at_once_on_an_empty_database_migrate_it_once(empty: str) -> None:
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(upgrade, empty) for _ in range(2)]:
            done.result()

    assert pending(empty) == 0


def test_who_waits_for_another_that_migrates_says_so(empty: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, schema.__name__)  # its own: a test before may have set up the log
    with ThreadPoolExecutor() as pool, psycopg.connect(empty, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        done = pool.submit(upgrade, empty, "0001")
        waits_for(caplog, "a migration waits: another migrates, or restores", done)
        other.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
        done.result()

    assert revision(empty) == "0001"


def test_a_migration_waits_for_no_table_for_long_so_that_others_work_on_and_is_tried_again(
    empty: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(schema, "LOCK_WITHIN", 0.1)
    monkeypatch.setattr(schema, "PAUSE", 0.1)
    upgrade(empty, "0034")
    caplog.set_level(logging.WARNING)
    with ThreadPoolExecutor() as pool, psycopg.connect(empty) as working:
        working.execute("SELECT 1 FROM draft")
        done = pool.submit(upgrade, empty, "0035")
        waits_for(caplog, "a migration waits", done)
        with psycopg.connect(empty, autocommit=True) as another:
            another.execute("DELETE FROM draft")  # waits for a try's end at most, and not for whoever is at work
        working.rollback()
        done.result()

    assert revision(empty) == "0035"


def test_what_is_held_for_too_long_is_given_up_and_said(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "LOCK_WITHIN", 0.05)
    monkeypatch.setattr(schema, "PAUSE", 0.01)
    upgrade(empty, "0034")
    with psycopg.connect(empty) as working:
        working.execute("SELECT 1 FROM draft")
        with pytest.raises(schema.UnavailableError, match="somebody holds a table"):
            upgrade(empty, "0035")

    assert revision(empty) == "0034"
    upgrade(empty)


def build(url: str) -> None:
    """Make an index as a migration does."""
    with connected(url) as connection, schema.alone(connection):
        context = MigrationContext.configure(connection, opts={"transaction_per_migration": True})
        with Operations.context(context), context.begin_transaction(_per_migration=True):
            beside_work.create_index("ticket_by_subject", "ticket", ["subject"])


def test_an_index_is_built_beside_work_while_another_machine_waits_for_its_turn_to_migrate(database_url: str) -> None:
    waits = "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%' AND wait_event_type = 'Lock'"
    with psycopg.connect(database_url, autocommit=True) as witness, ThreadPoolExecutor() as pool:
        with psycopg.connect(database_url) as working:
            working.execute("LOCK TABLE ticket IN ROW EXCLUSIVE MODE")
            built = pool.submit(build, database_url)
            while not witness.execute(waits).fetchone():
                assert not built.done(), built.result()
            other = pool.submit(upgrade, database_url)
            with psycopg.connect(database_url) as writer:
                writer.execute("LOCK TABLE ticket IN ROW EXCLUSIVE MODE NOWAIT")
        built.result()
        other.result()
        valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'ticket_by_subject'::regclass"
        assert witness.execute(valid).fetchone() == (True,)


def test_an_index_that_is_there_is_not_built_again_and_one_that_was_cut_short_is(database_url: str) -> None:
    index = "SELECT indexrelid, indisvalid FROM pg_index WHERE indexrelid = 'ticket_by_subject'::regclass"
    with psycopg.connect(database_url, autocommit=True) as connection:
        build(database_url)
        first = connection.execute(index).fetchone()
        build(database_url)
        assert first
        assert connection.execute(index).fetchone() == first == (first[0], True)

        connection.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ticket_by_subject'::regclass")
        build(database_url)

        assert connection.execute(index).fetchone() not in (first, (first[0], False))
