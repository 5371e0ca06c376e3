"""A URL may name several servers; then the one that takes writes is meant."""

from __future__ import annotations

import pytest
from psycopg.conninfo import conninfo_to_dict

from deskbot.settings import load_settings
from deskbot.store.database import plain_url

TWO = "postgresql://desk:p%40ss@one.example:5432,two.example:5433/desk"


@pytest.mark.parametrize("url", [TWO, TWO.replace("postgresql:", "postgresql+psycopg:"), f"{TWO}?sslmode=require"])
def test_of_several_servers_the_one_that_takes_writes_is_meant(url: str) -> None:
    assert load_settings(database_url=url).database_url == url
    known = conninfo_to_dict(plain_url(url))

    assert (known["host"], known["port"]) == ("one.example,two.example", "5432,5433")
    assert known["target_session_attrs"] == "read-write"


def test_what_somebody_has_chosen_themselves_stays() -> None:
    assert plain_url(f"{TWO}?target_session_attrs=primary") == f"{TWO}?target_session_attrs=primary"


@pytest.mark.parametrize(
    "url", ["postgresql://desk@one.example/desk", "postgresql:///desk?host=/run/desk", "postgresql://["]
)
def test_where_there_is_one_server_or_none_that_can_be_read_nothing_is_added(url: str) -> None:
    assert plain_url(url) == url
