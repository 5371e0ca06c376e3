"""Migrations only add: while machines are upgraded one by one an older version works on the newer schema."""

from __future__ import annotations

import pytest

from deskbot.store import schema
from tests.unit.store.additive import refused, revisions

SINCE = "0034"
"""No version of before was made to run beside another."""
LOOKED_AT = {
    "CREATE INDEX inbound_set_aside ON inbound": "0034, made before anybody had a large table",
}
"""How statements begin that do more than add, and why they may."""


def test_no_migration_does_more_than_add_unless_somebody_has_looked_at_it() -> None:
    found = {
        revision: [one for one in refused(statements) if not one.startswith(tuple(LOOKED_AT))]
        for revision, statements in revisions(SINCE)
    }

    assert SINCE in found
    assert {revision: problems for revision, problems in found.items() if problems} == {}


@pytest.mark.parametrize(
    "statements",
    [
        ["ALTER TABLE ticket ADD COLUMN mood VARCHAR"],
        ["ALTER TABLE ticket ADD COLUMN mood TIMESTAMP WITH TIME ZONE"],
        ["ALTER TABLE ticket ADD COLUMN mood VARCHAR DEFAULT '' NOT NULL"],
        ["ALTER TABLE ticket ADD COLUMN mood NUMERIC(4, 2) DEFAULT 0 NOT NULL"],
        ["CREATE TABLE mood ( id BIGINT )", "CREATE UNIQUE INDEX mood_id ON mood (id)", "INSERT INTO mood VALUES (1)"],
        ["DROP INDEX CONCURRENTLY IF EXISTS by_mood", "CREATE INDEX CONCURRENTLY by_mood ON ticket (mood)"],
        ["CREATE OR REPLACE FUNCTION tell() RETURNS trigger AS $$ BEGIN UPDATE ticket SET mood = ''; END $$"],
    ],
)
def test_what_only_adds_is_let_through(statements: list[str]) -> None:
    assert refused(statements) == []


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DROP TABLE ticket", "drop it one release later"),
        ("ALTER TABLE ticket DROP COLUMN mood", "drop it one release later"),
        ("ALTER TABLE ticket RENAME mood TO temper", "the old name only"),
        ("ALTER TABLE ticket RENAME TO case", "the old name only"),
        ("ALTER TABLE ticket ALTER COLUMN number TYPE BIGINT", "add another column"),
        ("ALTER TABLE ticket ADD COLUMN mood VARCHAR NOT NULL", "server_default"),
        ("ALTER TABLE ticket ADD COLUMN mood UUID DEFAULT gen_random_uuid() NOT NULL", "server_default"),
        ("ALTER TABLE ticket ALTER COLUMN mood SET NOT NULL", "server_default"),
        ("ALTER TABLE ticket ALTER COLUMN mood DROP DEFAULT", "leave it"),
        ("ALTER TABLE ticket ADD COLUMN mood BIGINT REFERENCES mood (id)", "NOT VALID"),
        ("ALTER TABLE ticket ADD FOREIGN KEY(mood) REFERENCES mood (id)", "NOT VALID"),
        ("ALTER TABLE ticket ADD CONSTRAINT one_mood UNIQUE (mood)", "may write what it forbids"),
        ("ALTER TABLE ticket ADD CHECK (mood <> '')", "may write what it forbids"),
        ("CREATE INDEX by_mood ON ticket (mood)", "create_index"),
        ("UPDATE ticket SET mood = 'well'", "in batches"),
        ("DELETE FROM ticket", "in batches"),
        ("VACUUM FULL ticket", "nobody knows"),
    ],
)
def test_what_does_more_is_refused_with_what_to_do_instead(statement: str, why: str) -> None:
    (problem,) = refused([statement])

    assert why in problem


def test_the_newest_migration_is_known_by_its_name_without_alembic() -> None:
    assert schema.newest() == schema._scripts().get_current_head()
