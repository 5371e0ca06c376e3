"""`deskbot check` looks at a database as it is: the upgrade comes with the next start."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskbot.cli.check import database
from deskbot.settings import Settings
from deskbot.store.embedded import EmbeddedPostgres
from deskbot.store.schema import pending, upgrade
from deskbot.store.witness import rows


@pytest.fixture
def settings(data_dir: Path) -> Settings:
    return Settings(_env_file=None, data_dir=data_dir, storage_trusted=True)


def test_of_an_older_schema_it_says_how_much_is_missing_and_leaves_it(settings: Settings) -> None:
    with EmbeddedPostgres.start(settings.data_dir) as postgres:
        upgrade(postgres.url, "0047")
        missing = pending(postgres.url)

    found = database(settings, None)

    assert [one.says for one in found] == [f"answers; {missing} migrations are applied with the next start"]
    with EmbeddedPostgres.start(settings.data_dir) as postgres:
        assert rows(postgres.url, "SELECT version_num FROM alembic_version") == [("0047",)]


def test_in_a_data_folder_without_a_cluster_it_makes_none(settings: Settings) -> None:
    settings.data_dir.mkdir()

    (found,) = database(settings, None)

    assert found.says == "the embedded PostgreSQL will be made with the first start"
    assert list(settings.data_dir.iterdir()) == []
