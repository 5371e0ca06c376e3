"""`deskbot check` looks at the desk as the outside does, and sets nothing off by that."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from deskbot.cli.check_certificates import door_certificate, is_for, store
from deskbot.cli.check_public_url import public_url
from deskbot.cli.check_watchers import canary, dead_man, model
from deskbot.cli.finding import Finding
from deskbot.settings import Settings
from tests.flow.certificates import Pair, certificate
from tests.harness import World, desk_with
from tests.ports import free_port

NOW = datetime.now(UTC) + timedelta(hours=1)
"""Certificates are made by another program, which has the machine's clock."""
WITH_CANARY = ("unproven:", "canary: {every: 6h, within: 10m}\nunproven:")


@pytest.fixture(name="pair", scope="module")
def a_certificate(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """It holds for 30 days."""
    return certificate(tmp_path_factory.mktemp("tls"))


@asynccontextmanager
async def site(
    said: bytes, pair: Pair | None = None, gone: asyncio.Event | None = None
) -> AsyncIterator[tuple[int, list[bytes]]]:
    """Answer whatever is asked by the same; yield the port, and what was asked. `gone`: somebody left, silent."""
    asked: list[bytes] = []
    context = None
    if pair is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(pair.chain, pair.key)

    tasks: set[asyncio.Task[Any]] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        with suppress(ConnectionError, ssl.SSLError):
            try:
                asked.append(await reader.readuntil(b"\r\n\r\n"))
                writer.write(said)
            except asyncio.IncompleteReadError as error:
                asked.append(error.partial)
                if gone is not None:
                    gone.set()
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1], asked
    finally:
        server.close()
        await asyncio.gather(*tasks)


def page(body: bytes, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 " + status + b"\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body


async def looked(look: Callable[..., Sequence[Finding]], *given: Any) -> list[tuple[str, str]]:
    return [(one.state, one.says) for one in await asyncio.to_thread(look, *given)]


def at(url: str, **more: Any) -> Settings:
    return Settings(_env_file=None, public_url=url, **more)


async def test_the_web_side_that_answers_under_the_public_address_is_ours(world: World) -> None:
    settings = at(world.deskbot.settings.web_base)
    found = await looked(public_url, settings, NOW)
    assert found == [("ok", "127.0.0.1 leads to 127.0.0.1"), ("ok", "deskbot answers there")]


@pytest.mark.parametrize(
    ("said", "state", "says"),
    [
        (page(b"<h1>It works</h1>"), "failed", "somebody else answers there (HTTP 200)"),
        (page(b"deskbots", b"404 Not Found"), "failed", "somebody else answers there (HTTP 404)"),
        (page(b"", b"502 Bad Gateway"), "warning", "a proxy answers 502: right before deskbot runs"),
        (b"nonsense", "warning", "nobody answers (RemoteProtocolError)"),
    ],
)
async def test_whoever_else_answers_there_is_told_apart(said: bytes, state: str, says: str) -> None:
    async with site(said) as (port, _):
        found = await looked(public_url, at(f"http://127.0.0.1:{port}"), NOW)
    assert found[-1][0] == state
    assert says in found[-1][1]


async def test_where_nobody_answers_yet_is_doubtful_and_a_name_that_is_none_is_wrong() -> None:
    [_, (state, says)] = await looked(public_url, at(f"http://127.0.0.1:{free_port()}"), NOW)
    assert (state, says[:14]) == ("warning", "nobody answers")

    [(state, says)] = await looked(public_url, at("https://desk.invalid"), NOW)
    assert (state, says[:30]) == ("failed", "the DNS knows no desk.invalid:")
    assert await looked(public_url, at(""), NOW) == []


async def test_the_certificate_there_is_judged_by_who_believes_it_and_by_its_days(pair: Pair) -> None:
    async with site(page(b"deskbot 1.0\n"), pair) as (port, _):
        settings = at(f"https://127.0.0.1:{port}")
        [_, (state, says)] = await looked(public_url, settings, NOW)
        assert (state, says) == (
            "failed",
            "nobody believes it (self-signed certificate): renew it at the proxy in front of the web side",
        )
        [_, (_, says)] = await looked(public_url, at(f"https://localhost:{port}"), NOW, pair.trusting())
        assert "not valid for 'localhost'" in says
        for days, state, says in (
            (31, "failed", "has ended on "),
            (20, "warning", "ends on "),
            (0, "ok", "holds for "),
        ):
            found = await looked(public_url, settings, NOW + timedelta(days=days), pair.trusting())
            assert (found[1][0], found[1][1][: len(says)]) == (state, says)


async def test_the_doors_certificate_is_judged_by_its_days_and_its_names(pair: Pair) -> None:
    settings = Settings(_env_file=None, smtp_tls_certificate=pair.chain, smtp_tls_key=pair.key)
    ours, another = (lambda: ["mail.desk.example"]), (lambda: ["mx.desk.example"])

    for days, state in ((0, "ok"), (20, "warning"), (31, "failed"), (-2, "failed")):
        [(found, _)] = await looked(door_certificate, settings, NOW + timedelta(days=days), ours)
        assert found == state
    [_, (state, says)] = await looked(door_certificate, settings, NOW, another)
    assert state == "warning"
    assert says.startswith("is for mail.desk.example, and mail comes to mx.desk.example: right where another server")
    assert await looked(door_certificate, Settings(_env_file=None), NOW, ours) == []


def test_a_store_of_certificates_is_told_of_where_there_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pair: Pair
) -> None:
    places = ssl.get_default_verify_paths()._replace(cafile=None, capath=str(tmp_path))
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(ssl, "get_default_verify_paths", lambda: places)
        (tmp_path / "README").touch()
        [bare] = store()
        (tmp_path / "5ed36f99.0").touch()
        hashed = store()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "gone.pem"))
    [gone] = store()
    monkeypatch.setenv("SSL_CERT_FILE", str(pair.chain))

    assert (bare.state, "install its package ca-certificates" in bare.says) == ("failed", True)
    assert (gone.what, gone.state) == ("SSL_CERT_FILE", "failed")
    assert hashed == store() == []


def test_a_star_in_a_certificate_stands_for_one_part_of_a_name() -> None:
    assert is_for("MX.desk.example", ["*.desk.example"])
    assert not is_for("a.mx.desk.example", ["*.desk.example"])
    assert not is_for("desk.example", ["*.desk.example"])


async def test_the_canarys_door_is_asked_and_nothing_is_handed_in(world: World) -> None:
    desk = desk_with(WITH_CANARY)
    host, port = world.smtp_address
    settings = world.deskbot.settings.model_copy(update={"canary_door": f"{host}:{port}"})

    [(state, says)] = await looked(canary, settings, desk)

    assert (state, says) == ("ok", f"the door at {host}:{port} takes mail to {desk.sender}; none was handed in")
    assert world.sql("SELECT 1 FROM inbound") == []
    settings = settings.model_copy(update={"canary_door": f"127.0.0.1:{free_port()}"})
    [(state, says)] = await looked(canary, settings, desk)
    assert (state, says[:20]) == ("warning", "DESKBOT_CANARY_DOOR=")
    assert (await looked(canary, settings, desk_with()))[0][0] == "warning"


async def test_the_dead_mans_switch_is_reached_and_not_called() -> None:
    gone = asyncio.Event()
    async with site(page(b""), gone=gone) as (port, asked):
        url = SecretStr(f"http://127.0.0.1:{port}/hunter2")
        [(state, says)] = await looked(dead_man, Settings(_env_file=None, dead_man_url=url))
        assert (state, says) == ("ok", "127.0.0.1 is reached; it was not called")
        await asyncio.wait_for(gone.wait(), 20)
    assert asked == [b""]

    url = SecretStr(f"http://127.0.0.1:{free_port()}/hunter2")
    [(state, says)] = await looked(dead_man, Settings(_env_file=None, dead_man_url=url))
    assert state == "failed"
    assert "hunter2" not in says
    assert (await looked(dead_man, Settings(_env_file=None)))[0][0] == "warning"


@pytest.mark.parametrize(
    ("said", "state", "says"),
    [
        (page(b'{"data": [{"id": "small-1"}]}'), "ok", "lets us in, and has small-1"),
        (page(b'{"data": []}'), "warning", "does not name small-1"),
        (page(b"", b"401 Unauthorized"), "failed", "look at DESKBOT_SUGGEST_KEY"),
        (page(b"", b"404 Not Found"), "warning", "does not say which models it has (HTTP 404)"),
    ],
)
async def test_the_language_model_is_asked_whether_it_is_there_and_told_nothing(
    said: bytes, state: str, says: str
) -> None:
    more: dict[str, Any] = {"suggest_model": "small-1", "suggest_key": SecretStr("hunter2")}
    async with site(said) as (port, asked):
        [found] = await looked(model, Settings(_env_file=None, suggest_url=f"http://127.0.0.1:{port}/v1", **more))
    assert found[0] == state
    assert says in found[1]
    assert "hunter2" not in found[1]
    assert asked[0].startswith(b"GET /v1/models HTTP/1.1\r\n")
