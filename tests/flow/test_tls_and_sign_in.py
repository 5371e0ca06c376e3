"""TLS at the mail door, and who signs in under it."""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deskbot.channels.email import read
from deskbot.channels.email.door.users import COST, hash_password, read_users
from deskbot.errors import ConfigurationError
from deskbot.model.message import Outcome
from deskbot.wires.letters.relay import Relay
from tests.flow.certificates import Pair, certificate
from tests.flow.doors import MAIL, Client, open_door

TY = "ty@brightpathvoice.example"
STRANGERS = {"trusted_relays": "192.0.2.0/24"}


@pytest.fixture(scope="session")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pair, Pair]:
    """Two certificates for the same name."""
    folder = tmp_path_factory.mktemp("tls")
    return certificate(folder, "old"), certificate(folder, "new")


@pytest.fixture
def tls(tmp_path: Path, pairs: tuple[Pair, Pair]) -> dict[str, Any]:
    """Settings with the first certificate, in files of the test's own."""
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    pairs[0].copy_to(chain, key)
    return {"smtp_tls_certificate": chain, "smtp_tls_key": key}


@pytest.fixture(scope="session")
def users_line() -> str:
    return f"{TY}:{hash_password('correct horse')}\n"


@pytest.fixture
def users(tmp_path: Path, users_line: str) -> Path:
    file = tmp_path / "users"
    file.write_text(users_line)
    return file


def plain(address: str, password: str, acting_for: str = "") -> str:
    return base64.b64encode(f"{acting_for}\0{address}\0{password}".encode()).decode()


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


async def under_tls(client: Client, context: ssl.SSLContext) -> None:
    await client.say("EHLO client.example")
    assert (await client.say("STARTTLS")).startswith("220")
    await client.start_tls(context)


async def test_a_mail_comes_under_starttls(tls: dict[str, Any], pairs: tuple[Pair, Pair]) -> None:
    async with open_door(**tls) as door, door.client() as client:
        assert "250-STARTTLS" in await client.say("EHLO client.example")
        await under_tls(client, pairs[0].trusting())
        assert "STARTTLS" not in await client.say("EHLO client.example")
        assert (await client.say("STARTTLS")).startswith("503 5.5.1")
        await client.ready()
        assert (await client.data()).startswith("250")

    assert len(door.arrivals) == 1


async def test_a_mail_comes_under_tls_from_the_first_octet(tls: dict[str, Any], pairs: tuple[Pair, Pair]) -> None:
    async with open_door(**tls, smtp_tls_port=0) as door, door.client(tls=pairs[0].trusting()) as client:
        assert "STARTTLS" not in await client.say("EHLO client.example")
        await client.ready()
        assert (await client.data()).startswith("250")
        await client.say("QUIT")
        await client.rest()

    assert door.arrivals[0].envelope["peer"] == "127.0.0.1"


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
async def test_tls_before_1_2_is_not_spoken(
    tls: dict[str, Any], pairs: tuple[Pair, Pair], version: ssl.TLSVersion
) -> None:
    context = pairs[0].trusting()
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version, context.maximum_version = ssl.TLSVersion.MINIMUM_SUPPORTED, version
    async with open_door(**tls) as door, door.client() as client:
        if version < ssl.TLSVersion.TLSv1_2:
            with pytest.raises((ssl.SSLError, ConnectionError)):
                await under_tls(client, context)
        else:
            await under_tls(client, context)


async def test_what_was_said_in_clear_behind_starttls_is_forgotten(
    tls: dict[str, Any], pairs: tuple[Pair, Pair]
) -> None:
    async with open_door(**tls) as door, door.client() as client:
        await client.ready("clear@elsewhere.example")
        client.write(b"STARTTLS\r\nMAIL FROM:<injected@elsewhere.example>\r\nRCPT TO:<support@desk.example>\r\n")
        assert (await client.hear()).startswith("220")
        await client.start_tls(pairs[0].trusting())
        assert (await client.say("DATA")).startswith("503")
        assert (await client.say("MAIL FROM:<a@b.example>")).startswith("503")
        await client.ready()
        await client.data()

    assert [arrival.envelope["mail_from"] for arrival in door.arrivals] == [TY]


async def test_a_renewed_certificate_needs_no_restart_and_a_broken_one_changes_nothing(
    tls: dict[str, Any], pairs: tuple[Pair, Pair], caplog: pytest.LogCaptureFixture
) -> None:
    chain, key = tls["smtp_tls_certificate"], tls["smtp_tls_key"]
    async with open_door(**tls, smtp_tls_port=0) as door:
        chain.write_text("-----BEGIN CERTIFICATE-----\nhalf a fi")
        for _ in range(2):
            async with door.client(tls=pairs[0].trusting()) as client:
                await client.say("NOOP")
        assert [record.levelname for record in caplog.records if record.levelname == "ERROR"] == ["ERROR"]
        assert str(chain) in caplog.text

        pairs[1].copy_to(chain, key)
        async with door.client(tls=pairs[1].trusting()) as client:
            await client.say("NOOP")
        async with door.client() as client:
            await under_tls(client, pairs[1].trusting())


async def test_a_certificate_that_cannot_be_used_stops_the_start(tls: dict[str, Any], pairs: tuple[Pair, Pair]) -> None:
    tls["smtp_tls_key"].write_bytes(pairs[1].key.read_bytes())
    with pytest.raises(ConfigurationError, match=r"DESKBOT_SMTP_TLS_KEY=.*key"):
        async with open_door(**tls):
            pass
    with pytest.raises(ConfigurationError, match="both halves"):
        async with open_door(smtp_tls_key=tls["smtp_tls_key"]):
            pass


@pytest.fixture
def signing_in(tls: dict[str, Any], pairs: tuple[Pair, Pair], users: Path) -> Callable[..., Any]:
    """Open a door at which one user may sign in."""
    del pairs
    return lambda **more: open_door(**tls, smtp_tls_port=0, smtp_users_file=users, **more)


@pytest.mark.parametrize("mechanism", ["PLAIN", "plain", "PLAIN in two", "LOGIN", "LOGIN in two"])
async def test_who_signs_in_submits_as_themselves(
    signing_in: Callable[..., Any], pairs: tuple[Pair, Pair], mechanism: str
) -> None:
    async with signing_in() as door, door.client(tls=pairs[0].trusting()) as client:
        assert "250-AUTH LOGIN PLAIN" in await client.say("EHLO client.example")
        if mechanism in {"PLAIN", "plain"}:
            answer = await client.say(f"AUTH {mechanism} {plain('Ty@BrightPathVoice.example', 'correct horse')}")
        elif mechanism == "PLAIN in two":
            assert (await client.say("AUTH PLAIN")).startswith("334")
            answer = await client.say(plain(TY, "correct horse", TY))
        else:
            if mechanism == "LOGIN":
                assert (await client.say(f"AUTH LOGIN {b64(TY)}")).startswith("334")
            else:
                assert (await client.say("AUTH LOGIN")).startswith("334")
                assert (await client.say(b64(TY))).startswith("334")
            answer = await client.say(b64("correct horse"))
        assert answer.startswith("235 2.7.0")
        await client.ready()
        await client.data()

    (arrival,) = door.arrivals
    assert arrival.envelope["submitted_as"] == TY
    assert read(arrival).authentication.submitted_as == TY


async def test_signing_in_makes_no_relay_of_us(signing_in: Callable[..., Any], pairs: tuple[Pair, Pair]) -> None:
    async with signing_in() as door, door.client(tls=pairs[0].trusting()) as client:
        await client.say("EHLO client.example")
        await client.say(f"AUTH PLAIN {plain(TY, 'correct horse')}")
        await client.say("MAIL FROM:<a@b.example>")
        assert (await client.say("RCPT TO:<else@elsewhere.example>")).startswith("550")


async def test_without_tls_nobody_can_sign_in(signing_in: Callable[..., Any], pairs: tuple[Pair, Pair]) -> None:
    async with signing_in() as door, door.client() as client:
        assert "AUTH" not in await client.say("EHLO client.example")
        assert (await client.say(f"AUTH PLAIN {plain(TY, 'correct horse')}")).startswith("538 5.7.11")
        await under_tls(client, pairs[0].trusting())
        assert "250-AUTH LOGIN PLAIN" in await client.say("EHLO client.example")
        assert (await client.say(f"AUTH PLAIN {plain(TY, 'correct horse')}")).startswith("235")


async def test_nobody_signed_in_before_starttls_is_signed_in_after_it(
    signing_in: Callable[..., Any], pairs: tuple[Pair, Pair]
) -> None:
    async with signing_in() as door, door.client() as client:
        await under_tls(client, pairs[0].trusting())
        await client.ready()
        await client.data()

    assert "submitted_as" not in door.arrivals[0].envelope


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (plain(TY, "wrong"), "535 5.7.8"),
        (plain("nobody@brightpathvoice.example", "correct horse"), "535 5.7.8"),
        (plain(TY, ""), "535 5.7.8"),
        (plain("", "correct horse"), "535 5.7.8"),
        (plain(TY, "x" * 300), "535 5.7.8"),
        (plain(TY, "correct horse", "boss@brightpathvoice.example"), "501 5.5.2"),
        ("!!!", "501 5.5.2"),
        ("=", "501 5.5.2"),
        (b64("no NUL"), "501 5.5.2"),
    ],
)
async def test_a_failed_sign_in_says_nothing_of_who_exists(
    signing_in: Callable[..., Any], pairs: tuple[Pair, Pair], said: str, answer: str
) -> None:
    async with signing_in() as door, door.client(tls=pairs[0].trusting()) as client:
        await client.say("EHLO client.example")
        assert (await client.say(f"AUTH PLAIN {said}")).startswith(answer)
        await client.ready()
        await client.data()

    assert "submitted_as" not in door.arrivals[0].envelope


async def test_who_fails_again_and_again_is_told_to_come_later_on_every_connection(
    signing_in: Callable[..., Any], pairs: tuple[Pair, Pair]
) -> None:
    async with signing_in() as door:
        async with door.client(tls=pairs[0].trusting()) as client:
            await client.say("EHLO client.example")
            for _ in range(4):
                assert (await client.say(f"AUTH PLAIN {plain(TY, 'wrong')}")).startswith("535")
            assert (await client.say(f"AUTH PLAIN {plain(TY, 'wrong')}")).startswith("421 4.7.0")
            await client.rest()
        async with door.client(tls=pairs[0].trusting()) as client:
            await client.say("EHLO client.example")
            assert (await client.say(f"AUTH PLAIN {plain(TY, 'correct horse')}")).startswith("421 4.7.0")


async def test_a_new_user_needs_no_restart(
    signing_in: Callable[..., Any], pairs: tuple[Pair, Pair], users: Path, users_line: str
) -> None:
    async with signing_in() as door, door.client(tls=pairs[0].trusting()) as client:
        await client.say("EHLO client.example")
        users.write_text(users_line + users_line.replace("ty@", "kim@"))  # noqa: ASYNC240  (a moment)
        kim = plain("kim@brightpathvoice.example", "correct horse")
        assert (await client.say(f"AUTH PLAIN {kim}")).startswith("235")


async def test_where_nobody_may_sign_in_nothing_is_offered(tls: dict[str, Any], pairs: tuple[Pair, Pair]) -> None:
    async with open_door(**tls, smtp_tls_port=0) as door, door.client(tls=pairs[0].trusting()) as client:
        assert "AUTH" not in await client.say("EHLO client.example")
        assert (await client.say(f"AUTH PLAIN {plain(TY, 'x')}")).startswith("502 5.5.1")


async def test_who_is_lost_in_a_handshake_is_counted_no_more(tls: dict[str, Any]) -> None:
    async with open_door(**tls, smtp_tls_port=0, smtp_connections_per_client=2, **STRANGERS) as door:
        for hello in (b"", b"\x16\x03\x01\x02\x00half a hello", b"this is no TLS\r\n"):
            for _ in range(2):
                async with door.client() as client:
                    await client.say("EHLO client.example")
                    assert (await client.say("STARTTLS")).startswith("220")
                    client.write(hello)
                    client.writer.write_eof()
                    await client.rest()
                reader, writer = await asyncio.open_connection(*(door.door.tls_address or ("", 0)))
                writer.write(hello)
                writer.write_eof()
                await Client(reader, writer).rest()
                writer.close()
        assert door.door._crowd.connections == 0
        assert door.door._crowd.here == {}
        assert door.door._open == set()


async def test_connections_in_their_handshake_are_counted_too(tls: dict[str, Any]) -> None:
    async with open_door(**tls, smtp_tls_port=0, smtp_connections_per_client=1, **STRANGERS) as door:
        _, writer = await asyncio.open_connection(*(door.door.tls_address or ("", 0)))
        async with door.client(greeted=False) as client:
            assert (await client.rest()).startswith("421 4.7.0")
        writer.close()


GOOD = hash_password("x")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("# nobody\n\nno address\n", ":3: .*plain mail address"),
        (f"{TY}:secret\n", ":1: .*no password hash"),
        (f"{TY}:{GOOD}\n{TY.upper()}:{GOOD}\n", ":2: .*twice"),
        (f"{TY}:{GOOD.replace(f'ln={COST[0]}', 'ln=30')}\n", ":1: .*no password hash"),
        (f"{TY}:{GOOD.replace('$scrypt', '$bcrypt')}\n", ":1: .*no password hash"),
        (f"{TY}:{GOOD[:-4]}\n", ":1: .*no password hash"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, where: str) -> None:
    file = tmp_path / "users"
    file.write_text(text)
    with pytest.raises(ConfigurationError, match=where):
        read_users(file)


# -- our own letters


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
async def test_our_letters_go_under_tls_to_a_relay_whose_certificate_is_trusted_and_to_no_other(
    tls: dict[str, Any], pairs: tuple[Pair, Pair], monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    async def seal() -> None:
        pass

    async with open_door(**tls, smtp_tls_port=0) as door:
        _, port = (door.door.tls_address if scheme == "smtps" else door.door.address) or ("", 0)
        outcomes = []
        for trusted in pairs:
            monkeypatch.setenv("SSL_CERT_FILE", str(trusted.chain))
            relay = Relay.from_url(f"{scheme}://127.0.0.1:{port}", 5)
            receipt = await relay.send(MAIL, "support@desk.example", "support@desk.example", seal)
            outcomes.append((receipt.outcome, "certificate verify failed" in receipt.detail))

    assert outcomes == [(Outcome.SENT, False), (Outcome.NOT_SENT, True)]
    assert len(door.arrivals) == 1
