"""What each answer of a relay, and each break of the line, means for a letter."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import httpx
import pytest

from deskbot.errors import ConfigurationError, UnavailableError
from deskbot.model.message import Outcome, Receipt
from deskbot.settings import Settings
from deskbot.wires.letters.relay import Relay, relay_of
from deskbot.wires.oauth import TokenService, TokenSource
from tests.hosts import played

GOOD = {
    "GREETING": "220 relay.example",
    "EHLO": "250-relay.example\r\n250-AUTH PLAIN XOAUTH2\r\n250-SMTPUTF8\r\n250 8BITMIME",
    "AUTH": "235 welcome",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    ".": "250 taken as 1",
}
HANGS_UP = ""


@dataclass
class Scripted:
    """A relay that answers as it is told, and what it heard."""

    answers: dict[str, str]
    heard: list[str] = field(default_factory=list)
    mail: bytes = b""
    port: int = 0
    talks: list[asyncio.Task[None]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self.talks.append(task)
        try:
            await self.converse(reader, writer)
        except ConnectionError:
            pass
        finally:
            writer.transport.abort()

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        word = "GREETING"
        while answer := self.answers.get(word, "250 ok"):
            writer.write(f"{answer}\r\n".encode())
            await writer.drain()
            if word == "DATA" and answer.startswith("354"):
                try:
                    self.mail = await reader.readuntil(b"\r\n.\r\n")
                except asyncio.IncompleteReadError:
                    break
                word = "."
                continue
            line = (await reader.readline()).decode().strip()
            self.heard.append(line)
            word = "AUTH-MORE" if answer.startswith("334") else line.split(" ")[0].upper()
            if not line and word != "AUTH-MORE":
                break


@asynccontextmanager
async def scripted(answers: Mapping[str, str]) -> AsyncIterator[Scripted]:
    relay = Scripted(GOOD | dict(answers))
    server = await asyncio.start_server(relay.serve, "127.0.0.1", 0)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
        await asyncio.wait_for(asyncio.gather(*relay.talks), 20)
    finally:
        server.close()


@dataclass
class Sent:
    receipt: Receipt
    sealed: bool
    relay: Scripted


async def send(
    answers: Mapping[str, str] = {},
    *,
    sender: str = "support+t@desk.example",
    to: str = "ty@brightpathvoice.example",
    **client: object,
) -> Sent:
    sealed = False

    async def seal() -> None:
        nonlocal sealed
        sealed = True

    async with scripted(answers) as relay:
        ours = replace(Relay("127.0.0.1", relay.port, "smtp", 5), **client)  # type: ignore[arg-type]
        receipt = await ours.send(b"From: support@desk.example\r\nSubject: x\r\n\r\nhello\r\n", sender, to, seal)
    return Sent(receipt, sealed, relay)


@pytest.mark.parametrize(
    ("at", "answer", "outcome", "sealed"),
    [
        ("GREETING", "421 busy", Outcome.NOT_SENT, False),
        ("GREETING", "554 not you", Outcome.NOT_SENT, False),
        ("GREETING", HANGS_UP, Outcome.NOT_SENT, False),
        ("EHLO", HANGS_UP, Outcome.NOT_SENT, False),
        ("MAIL", "451 later", Outcome.NOT_SENT, False),
        ("MAIL", "550 never", Outcome.REFUSED, False),
        ("MAIL", HANGS_UP, Outcome.NOT_SENT, False),
        ("RCPT", "452 later", Outcome.NOT_SENT, False),
        ("RCPT", "550 unknown", Outcome.REFUSED, False),
        ("RCPT", "nonsense", Outcome.NOT_SENT, False),
        ("RCPT", HANGS_UP, Outcome.NOT_SENT, False),
        ("DATA", "451 later", Outcome.NOT_SENT, True),
        ("DATA", "554 never", Outcome.REFUSED, True),
        ("DATA", HANGS_UP, Outcome.MAYBE_SENT, True),
        (".", "451 later", Outcome.NOT_SENT, True),
        (".", "452 full", Outcome.NOT_SENT, True),
        (".", "550 spam", Outcome.REFUSED, True),
        (".", "nonsense", Outcome.MAYBE_SENT, True),
        (".", HANGS_UP, Outcome.MAYBE_SENT, True),
        (".", "250 taken", Outcome.SENT, True),
    ],
)
async def test_each_answer_and_each_break_of_the_line_has_its_end(
    at: str, answer: str, outcome: Outcome, *, sealed: bool
) -> None:
    sent = await send({at: answer})

    assert sent.receipt.outcome is outcome
    assert sent.sealed is sealed


@pytest.mark.parametrize(
    ("at", "answer", "asked"),
    [
        ("GREETING", "421 busy", False),
        ("MAIL", "451 later", False),
        ("MAIL", HANGS_UP, False),
        ("RCPT", "421 closing", False),
        ("RCPT", "451 later", True),
        ("DATA", "421 closing", False),
        (".", "451 later", True),
    ],
)
async def test_what_a_relay_says_before_it_hears_the_address_or_as_it_closes_says_nothing_of_the_letter(
    at: str, answer: str, *, asked: bool
) -> None:
    sent = await send({at: answer})

    assert (sent.receipt.outcome, sent.receipt.asked) == (Outcome.NOT_SENT, asked)


async def test_a_wrong_password_is_mended_one_day_and_the_letter_waits_for_it() -> None:
    sent = await send({"AUTH": "535 5.7.8 no"}, user="support", password="wrong")

    assert sent.receipt.outcome is Outcome.NOT_SENT
    assert sent.receipt.code == 535
    assert "wrong" not in sent.receipt.detail


def tokens(*given: str) -> TokenSource:
    left = iter(given)

    def service(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"access_token": next(left)})

    return TokenSource(TokenService("https://login.example/token", "id", "secret"), transport=played(service))


async def test_a_token_signs_in_where_there_is_no_password() -> None:
    sent = await send(user="support@desk.example", tokens=tokens("t1"))

    assert sent.receipt.outcome is Outcome.SENT
    said = next(line for line in sent.relay.heard if line.startswith("AUTH"))
    assert base64.b64decode(said.split()[2]) == b"user=support@desk.example\x01auth=Bearer t1\x01\x01"


async def test_a_token_that_is_refused_is_fetched_anew_the_next_time() -> None:
    source = tokens("stale", "fresh")
    refused = await send(
        {"AUTH": "334 eyJzdGF0dXMiOiI0MDAifQ==", "AUTH-MORE": "535 5.7.3 no"}, user="support", tokens=source
    )
    assert refused.receipt.outcome is Outcome.NOT_SENT
    assert "stale" not in refused.receipt.detail

    sent = await send(user="support", tokens=source)

    assert sent.receipt.outcome is Outcome.SENT


async def test_without_a_token_nothing_is_sent_and_it_is_said_why() -> None:
    def service(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(400, json={"error": "invalid_grant"})

    source = TokenSource(TokenService("https://login.example/token", "id", "secret"), transport=played(service))
    sent = await send(user="support", tokens=source)

    assert sent.receipt.outcome is Outcome.NOT_SENT
    assert "DESKBOT_MAIL_OAUTH_REFRESH_TOKEN" in sent.receipt.detail


async def test_a_seal_that_cannot_be_set_stops_the_letter_and_whoever_sends_hears_of_it() -> None:
    async def seal() -> None:
        raise UnavailableError("the database has gone")

    async with scripted({}) as relay:
        with pytest.raises(UnavailableError):
            await Relay("127.0.0.1", relay.port, "smtp", 5).send(b"Subject: x\r\n\r\nx\r\n", "", "ty@x.example", seal)

    assert not relay.mail


async def test_an_address_beyond_ascii_is_told_as_it_is_to_a_relay_that_knows_how() -> None:
    sent = await send(to="j\u00f6rg@desk.example")

    assert sent.receipt.outcome is Outcome.SENT
    assert any(line.startswith("MAIL") and "SMTPUTF8" in line and "BODY=8BITMIME" in line for line in sent.relay.heard)
    assert "RCPT TO:<j\u00f6rg@desk.example>" in sent.relay.heard


async def test_an_address_beyond_ascii_is_refused_where_the_relay_does_not_know_how() -> None:
    sent = await send({"EHLO": "250 relay.example"}, to="j\u00f6rg@desk.example")

    assert sent.receipt.outcome is Outcome.REFUSED
    assert "SMTPUTF8" in sent.receipt.detail
    assert not sent.sealed


async def test_what_reaches_the_relay_is_dated_and_signed() -> None:
    def sign(mail: bytes) -> bytes:
        assert mail.startswith(b"Date: ")
        return b"DKIM-Signature: v=1\r\n" + mail

    sent = await send(sign=sign)

    assert sent.relay.mail.startswith(b"DKIM-Signature: v=1\r\nDate: ")
    assert sent.relay.mail.endswith(b"hello\r\n.\r\n")


def test_a_user_whom_nothing_signs_in_is_told() -> None:
    with pytest.raises(ConfigurationError, match="names a user and no password"):
        relay_of(Settings(_env_file=None, smtp_relay="smtps://support@mail.example"), None, None)
