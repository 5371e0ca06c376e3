"""An address that nobody could call is refused when deskbot starts, and not found out once a minute."""

from __future__ import annotations

import pytest

from deskbot.errors import ConfigurationError
from deskbot.wires.dead_man import DeadManUrl


@pytest.mark.parametrize(
    "url",
    [
        "ping.example/x",
        "https:///x",
        "https://ping.example:99999/x",
        "https://xn--/",
        "https://a..b\u00e4/",
        "https://[::1/",
        "https://ping..example/x",
        f"https://{'a' * 64}.example/x",
    ],
)
def test_what_is_no_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        DeadManUrl(url)

    assert url not in str(refused.value)


@pytest.mark.parametrize("url", ["https://ping.example/x", "http://127.0.0.1:8080", "https://[::1]:8443/x?a=b"])
def test_an_address_is_taken(url: str) -> None:
    DeadManUrl(url)
