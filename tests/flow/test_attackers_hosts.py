"""A host that we ask, and that means us ill: it leads us inside, names our own files, or answers without end."""

from __future__ import annotations

import asyncio
import gzip
import socket
import tracemalloc
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from deskbot.engine import calendars
from deskbot.errors import DeskbotError, UnavailableError
from deskbot.settings import Settings
from deskbot.wires import slack, telegram
from deskbot.wires.oidc import is_door
from deskbot.wires.twilio import Account
from deskbot.wires.twilio_recordings import fetch_media
from deskbot.wires.webhooks import WebhookWire

MEDIA = f"https://api.carrier.example/2010-04-01/Accounts/AC/Messages/MM{'0' * 32}/Media/ME{'0' * 32}"
ROOM = 96 * 1024 * 1024
"""Bytes: what is fetched at the most, and twice what a client unpacks of it at once."""


@cache
def bomb() -> bytes:
    """A fifth of a megabyte."""
    return gzip.compress(bytes(192 * 1024 * 1024), 6, mtime=0)


@asynccontextmanager
async def host(*answers: bytes) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Answer each request by the next answer, as it stands; yield the address, and the requests that have come."""
    left, asked = list(answers), []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(left.pop(0) if left else b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    finally:
        server.close()


def leads(to: str) -> bytes:
    return f"HTTP/1.1 307 Temporary Redirect\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def packed(content: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def carrier(base: str) -> Account:
    return Account("twilio", "AC1", "token", base_url=base)


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("http://169.254.169.254/latest/meta-data/", "can be read on its way"),
        ("https://169.254.169.254/", "not one of the open internet"),
        ("https://[::1]/", "not one of the open internet"),
        ("https://2130706433/", "not one of the open internet"),
        ("//10.0.0.1/", "can be read on its way"),
        ("file:///etc/passwd", "can be read on its way"),
        ("https://[", "cannot be reached"),
        ("", "can be read on its way"),
    ],
)
async def test_the_carrier_of_a_picture_leads_nobody_into_our_own_network(inside: str, says: str) -> None:
    async with host(leads(inside)) as (base, asked):
        with pytest.raises(UnavailableError, match=says):
            await fetch_media(carrier(base), MEDIA)

    assert len(asked) == 1


async def test_whoever_the_carrier_leads_to_does_not_get_our_credentials_or_another_path() -> None:
    """Whatever address a webhook names, the ids in it alone count."""
    async with host(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc") as (base, asked):
        named = f"http://169.254.169.254/x?y=/Messages/MM{'0' * 32}/Media/ME{'0' * 32}"
        assert await fetch_media(carrier(base), named) == b"abc"

    assert asked[0].startswith(f"GET /2010-04-01/Accounts/AC1/Messages/MM{'0' * 32}/Media/ME{'0' * 32} ".encode())


REBINDING, OPEN, INSIDE = "files.rebinding.example", "8.8.4.4", "127.0.0.1"
"""An address that counts as one of the open internet, which those for examples do not; nothing is sent to it."""


@dataclass
class Names:
    """A name that leads into the open internet when it is asked for first, and inside from then on."""

    left: list[str] = field(default_factory=lambda: [OPEN])
    called: list[str] = field(default_factory=list)
    """Where somebody has connected to on its account."""


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    names, look, connect = Names(), socket.getaddrinfo, socket.socket.connect

    def found(host: Any, *args: Any, **more: Any) -> Any:
        leads = names.left.pop(0) if names.left and host == REBINDING else INSIDE
        return look(leads if host == REBINDING else host, *args, **more)

    def connected(one: socket.socket, address: Any) -> None:
        if address[1] != 443:  # the hosts of this test itself
            return connect(one, address)
        names.called.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(socket.socket, "connect", connected)
    return names


async def to_a_webhook(_: str) -> None:
    await WebhookWire().post(f"https://{REBINDING}/hook", b"{}", {})


async def for_a_picture(base: str) -> None:
    await fetch_media(carrier(base), MEDIA)


async def for_a_calendar(base: str) -> None:
    async with httpx.AsyncClient() as client:
        await calendars._led(client, httpx.URL(base))


@pytest.mark.parametrize("asks", [to_a_webhook, for_a_picture, for_a_calendar])
async def test_where_a_name_led_when_it_was_looked_at_is_where_it_is_called(asks: Any, names: Names) -> None:
    async with host(leads(f"https://{REBINDING}/")) as (base, _):
        with suppress(UnavailableError, httpx.ConnectError):
            await asks(base)

    assert names.called == [OPEN]


def fetching(which: str, base: str) -> Awaitable[bytes]:
    if which == "twilio":
        return fetch_media(carrier(base), MEDIA)
    settings = Settings(_env_file=None, slack_base_url=base)  # pyright: ignore[reportCallIssue]
    return slack._download(slack.connect(settings, "x"), base)


@pytest.mark.parametrize("which", ["twilio", "slack"])
async def test_a_file_that_unpacks_without_end_is_given_up(which: str) -> None:
    async with host(packed(bomb())) as (base, _):
        tracemalloc.start()
        try:
            with pytest.raises(DeskbotError):
                await fetching(which, base)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    assert most < ROOM


async def test_telegram_names_no_file_of_our_own_disk(tmp_path: Path) -> None:
    """The library would open it: also where a path of Telegram's is by chance one of ours."""
    (tmp_path / "secret").write_text("ours")
    told = f'{{"ok": true, "result": {{"file_id": "f", "file_unique_id": "u", "file_path": "{tmp_path}/secret"}}}}'
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(told)}\r\n\r\n"
    async with host((head + told).encode()) as (base, _):
        settings = Settings(_env_file=None, telegram_base_url=base, telegram_token="7:x")  # pyright: ignore[reportCallIssue,reportArgumentType]
        client = telegram.Client(settings)
        try:
            with pytest.raises(DeskbotError, match="no place of its own"):
                await telegram.file_at(client.bot, "f")
        finally:
            await client.close()


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com@evil.example/x",
        "https://files.slack.com.evil.example/x",
        "http://files.slack.com/x",
        "https://files.slack.com:8443/x",
        "https://FILES.SLACK.COM\\@evil.example/x",
        "//files.slack.com/x",
        "https://evil.example/https://files.slack.com/",
        "file:///etc/passwd",
    ],
)
def test_only_slack_is_shown_our_token_however_an_address_is_written(url: str) -> None:
    assert not slack._is_slacks(url, slack.BASE)


@pytest.mark.parametrize(
    ("door", "may"),
    [
        ("https://id.example/token", True),
        ("https://keys.elsewhere.example/jwks", True),
        ("http://id.example/token", False),
        ("http://127.0.0.1:6379/token", False),
        ("https://localhost/token", False),
        ("http://[::1]/token", False),
        ("file:///etc/passwd", False),
        ("https:///token", False),
        (None, False),
    ],
)
def test_an_identity_provider_names_no_door_within_our_own_machine(door: object, *, may: bool) -> None:
    assert is_door(door, "https://id.example") is may


def test_an_identity_provider_on_our_own_machine_does() -> None:
    assert is_door("http://127.0.0.1:8080/token", "http://localhost:8080")
