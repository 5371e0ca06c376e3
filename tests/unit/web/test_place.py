"""From where a request comes is told by one rule, for people and programs."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from deskbot.web.place import place_of


@pytest.mark.parametrize(
    ("peer", "place"),
    [
        (("192.0.2.7", 4000), "192.0.2.7"),
        (("2001:db8:1:2:3:4:5:6", 4000), "2001:db8:1:2::/64"),
        (("::ffff:192.0.2.7", 4000), "192.0.2.7"),
        (None, ""),
    ],
)
def test_a_place_is_the_network_that_counts_as_one_client(peer: tuple[str, int] | None, place: str) -> None:
    scope = {"type": "http", "client": peer, "headers": []}

    assert place_of(scope) == place_of(Request(scope)) == place
