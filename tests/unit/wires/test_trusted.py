"""Who calls out reads nobody's certificates while a loop runs, in which nobody would be answered meanwhile."""

from __future__ import annotations

import ssl

import pytest

from deskbot.errors import UnavailableError
from deskbot.escalation.carriers import Notice
from deskbot.escalation.carriers.canary import CanaryCarrier
from deskbot.model.message import Outcome
from deskbot.model.page import Medium
from deskbot.wires.dead_man import DeadManUrl
from deskbot.wires.oauth import TokenService, TokenSource
from deskbot.wires.simulated_phones import SimulatedPhones
from deskbot.wires.trusted import trusted
from deskbot.wires.webhooks import WebhookWire

NOBODY = "https://127.0.0.1:1"


@pytest.fixture(name="read")
def certificates_are_read_no_more(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []
    real = ssl.create_default_context

    def counted(*given: object, **more: object) -> ssl.SSLContext:
        read.append("read")
        return real(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ssl, "create_default_context", counted)
    return read


async def test_an_access_token_is_fetched_without_reading_them(read: list[str]) -> None:
    source = TokenSource(TokenService(f"{NOBODY}/token", "us"))
    read.clear()

    with pytest.raises(UnavailableError, match="cannot be reached"):
        await source.token()

    assert not read


async def test_the_simulated_phones_are_asked_without_reading_them(read: list[str]) -> None:
    phones = SimulatedPhones(NOBODY)
    read.clear()

    with pytest.raises(UnavailableError, match="do not answer"):
        await phones.all()

    assert not read


async def test_an_event_is_posted_without_reading_them(read: list[str]) -> None:
    wire = WebhookWire(private=True)
    read.clear()

    posted = await wire.post(f"{NOBODY}/hook", b"{}", {})

    assert (posted.status, read) == (None, [])


async def test_a_sign_of_life_is_given_without_reading_them(read: list[str]) -> None:
    url = DeadManUrl(f"{NOBODY}/1")
    read.clear()

    assert await url.call() == "ConnectError"
    assert not read


def test_all_of_them_go_by_one_reading(read: list[str]) -> None:
    trusted.cache_clear()

    assert WebhookWire().tls is SimulatedPhones(NOBODY).tls is trusted()
    assert read == ["read"]


async def test_the_canary_answers_without_reading_them(read: list[str]) -> None:
    canary = CanaryCarrier(NOBODY, b"secret")
    read.clear()

    receipt = await canary.notify(Notice(Medium.CANARY, "", "Text 42a to take it.", "token"))

    assert (receipt.outcome, read) == (Outcome.NOT_SENT, [])
