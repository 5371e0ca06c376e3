"""`deskbot check` says where the database lets this machine open fewer connections than it may need."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from deskbot.cli.check import database
from deskbot.cli.finding import Finding
from deskbot.settings import Settings


@pytest.fixture
def few(database_url: str) -> Iterator[str]:
    """A database that lets only so many in."""
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("ALTER DATABASE test CONNECTION LIMIT 90")
        yield database_url
        owner.execute("ALTER DATABASE test CONNECTION LIMIT -1")


def told(url: str, hands: int) -> list[Finding]:
    found = database(Settings(_env_file=None, database_url=url, storage_trusted=True, hands=hands), None)
    return [one for one in found if one.what == "connections"]


def test_fewer_than_it_may_open_are_doubtful_with_the_numbers(few: str) -> None:
    (found,) = told(few, hands=2)

    assert (found.right, found.doubtful) == (True, True)
    assert "may open 105 (65, and 20 for each of 2 hands)" in found.says
    assert "the CONNECTION LIMIT of the database test leaves it 90" in found.says


def test_enough_are_not_spoken_of(few: str) -> None:
    assert told(few, hands=1) == []


def test_the_servers_own_bound_counts(database_url: str) -> None:
    (found,) = told(database_url, hands=10)

    assert "may open 265" in found.says
    assert "max_connections leaves it 200" in found.says
