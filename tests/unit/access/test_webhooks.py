"""Which webhook hears of what, and where nothing is ever sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskbot.access.webhooks import hears, is_public, secrets_of, signature
from deskbot.model.webhook import Event, Webhook

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
DESKS = Webhook(
    id=1,
    url="https://hooks.desk.example/",
    events=frozenset(Event),
    reseller_id=None,
    generation=2,
    rotated_at=None,
    failing_since=None,
    off_at=None,
    created_at=NOW,
    created_by="api:robot",
)
THEIRS = replace(DESKS, id=2, reseller_id=7)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a00:1",
        "64:ff9b:1::a00:1",
        "::10.0.0.1",
        "::ffff:0:10.0.0.1",
        "2600::5efe:10.0.0.1",
        "fec0::1",
        "3fff::1",
        "5f00::1",
        "192.88.99.1",
        "no address",
    ],
)
def test_no_address_of_our_own_network_is_ever_called(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2600::1", "64:ff9b::808:808", "2002:808:808::", "::ffff:8.8.8.8"])
def test_an_address_of_the_open_internet_is_called(address: str) -> None:
    assert is_public(address)


def test_a_resellers_webhook_hears_of_what_is_theirs_and_public_and_never_of_pages() -> None:
    assert hears(THEIRS, Event.TICKET_CREATED, 7, public=True)
    assert not hears(THEIRS, Event.TICKET_CREATED, 8, public=True)
    assert not hears(THEIRS, Event.TICKET_CREATED, None, public=True)
    assert not hears(THEIRS, Event.TICKET_MESSAGE, 7, public=False)
    assert not hears(THEIRS, Event.PAGE_OPEN, 7, public=True)
    assert hears(DESKS, Event.TICKET_MESSAGE, None, public=False)
    assert not hears(replace(DESKS, events=frozenset()), Event.PAGE_OPEN, None, public=True)


def test_what_is_signed_with_an_older_key_of_ours_is_known_while_both_are_named() -> None:
    both, old = secrets_of((b"new", b"old"), DESKS, NOW), secrets_of((b"old",), DESKS, NOW)

    assert set(old) <= set(both)
    assert signature(both, NOW, b"{}").count("v1=") == 2
    assert signature(old, NOW, b"{}") != signature(old, NOW, b"{ }")
    assert signature(old, NOW, b"{}") != signature(old, NOW + timedelta(seconds=1), b"{}")
