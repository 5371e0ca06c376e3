"""A mailbox on a real Dovecot: whatever breaks on the way, each mail becomes one ticket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from deskbot.store.witness import table_locked
from tests.crash.dovecot import PASSWORD, USER, Dovecot, mail, running_dovecot
from tests.crash.server import Server, server_on
from tests.crash.wire import Wire, wire_to
from tests.flow.mails import QUESTION_S4

Prepare = Callable[..., Any]


def url_of(port: int, scheme: str = "imap", host: str = "127.0.0.1") -> str:
    return f"{scheme}://{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@{host}:{port}"


@pytest.fixture
def dovecot() -> Any:
    with running_dovecot() as running:
        yield running


@pytest.fixture
async def wire(dovecot: Dovecot) -> AsyncIterator[Wire]:
    async with wire_to(dovecot.port) as laid:
        yield laid


@pytest.fixture
async def prepare(database_url: str, tmp_path: Path) -> AsyncIterator[Prepare]:
    """Prepare a server that fetches from a mailbox, and opens no mail door."""
    async with AsyncExitStack() as stack:

        async def prepared(url: str, **more: Any) -> Server:
            return await stack.enter_async_context(
                server_on(database_url, tmp_path, imap_url=url, smtp_door=False, **more)
            )

        yield prepared


async def tickets(server: Server, count: int) -> None:
    """Return once there are so many tickets and nothing is left to be done; there must not be more."""
    await server.happens(f"{count} tickets", lambda: server.sql("SELECT count(*) FROM ticket")[0][0] >= count)
    await server.happens("all is triaged", lambda: not server.sql("SELECT 1 FROM inbound WHERE state = 'accepted'"))
    assert server.sql("SELECT count(*) FROM ticket") == [(count,)]


async def marked(dovecot: Dovecot, server: Server, *flags: tuple[bytes, ...], folder: str = "INBOX") -> None:
    """Return once the mails in a folder have these flags."""
    await server.happens(f"{flags} in {folder}", lambda: dovecot.flags(folder) == list(flags))


async def test_mail_that_comes_while_idle_waits_is_a_ticket_and_is_then_marked_as_read(
    dovecot: Dovecot, prepare: Prepare
) -> None:
    server = await prepare(url_of(dovecot.port))
    await server.start()
    dovecot.put(mail(QUESTION_S4, 1))
    await tickets(server, 1)
    await marked(dovecot, server, (rb"\Seen",))

    dovecot.put(mail(QUESTION_S4, 2), mail(QUESTION_S4, 3))

    await tickets(server, 3)
    assert server.sql("SELECT DISTINCT verified FROM ticket") == [(True,)]
    assert len(await server.letters("ty@brightpathvoice.example", 3)) == 3


async def test_what_others_had_read_before_the_first_day_is_not_taken_and_what_waits_is(
    dovecot: Dovecot, prepare: Prepare
) -> None:
    dovecot.put(mail("an old story", 1), mail(QUESTION_S4, 2))
    with dovecot.open() as client:
        client.add_flags([1], [rb"\Seen"])
    server = await prepare(url_of(dovecot.port))

    await server.start()

    await tickets(server, 1)
    assert server.sql("SELECT count(*) FROM inbound") == [(1,)]
    with dovecot.open() as client:  # somebody reads it in their own mail program, before we do
        await server.stop()
        client.append("INBOX", mail(QUESTION_S4, 3), flags=[rb"\Seen"])
    await server.start()
    await tickets(server, 2)


async def test_a_connection_cut_in_the_middle_of_a_mail_loses_nothing_and_doubles_nothing(
    dovecot: Dovecot, wire: Wire, prepare: Prepare
) -> None:
    long = QUESTION_S4 + "\n" + "a long log line, again and again\n" * 20_000
    dovecot.put(mail(QUESTION_S4, 1), mail(long, 2), mail(QUESTION_S4, 3))
    wire.cut_after = 200_000
    server = await prepare(url_of(wire.port))

    await server.start()
    await tickets(server, 3)

    assert wire.cuts == 1
    wire.cut()
    wire.up = False
    dovecot.put(mail(QUESTION_S4, 4))
    wire.up = True
    await tickets(server, 4)
    await marked(dovecot, server, *[(rb"\Seen",)] * 4)


async def test_killed_after_the_commit_and_before_the_mark_it_is_one_ticket(
    dovecot: Dovecot, wire: Wire, prepare: Prepare
) -> None:
    wire.hold_at = b"STORE"
    server = await prepare(url_of(wire.port))
    await server.start()
    dovecot.put(mail(QUESTION_S4))
    async with asyncio.timeout(60):
        await wire.held.wait()
    assert server.sql("SELECT count(*) FROM inbound") == [(1,)]
    await server.kill()
    assert dovecot.flags() == [()]

    wire.hold_at = b""
    await server.start()

    await marked(dovecot, server, (rb"\Seen",))
    await tickets(server, 1)
    assert len(await server.letters("ty@brightpathvoice.example")) == 1


async def test_a_folder_that_was_made_anew_loses_nothing_and_doubles_nothing(
    dovecot: Dovecot, prepare: Prepare
) -> None:
    dovecot.put(mail(QUESTION_S4, 1), mail(QUESTION_S4, 2), folder="Desk")
    server = await prepare(url_of(dovecot.port), imap_folder="Desk")
    await server.start()
    await tickets(server, 2)
    await marked(dovecot, server, (rb"\Seen",), (rb"\Seen",), folder="Desk")

    with dovecot.open() as client:
        client.delete_folder("Desk")
    with dovecot.open("Desk") as client:
        client.append("Desk", mail(QUESTION_S4, 3))
        client.append("Desk", mail(QUESTION_S4, 2), flags=[rb"\Seen"])
        client.append("Desk", mail(QUESTION_S4, 1), flags=[rb"\Seen"])
        client.append("Desk", mail(QUESTION_S4, 4), flags=[rb"\Seen"])

    await tickets(server, 4)
    await marked(dovecot, server, *[(rb"\Seen",)] * 4, folder="Desk")
    assert server.sql("SELECT count(*) FROM inbound") == [(4,)]


async def test_while_the_database_takes_nothing_the_mail_waits_unmarked_and_is_taken_later(
    dovecot: Dovecot, prepare: Prepare
) -> None:
    server = await prepare(url_of(dovecot.port))
    await server.start()
    with table_locked(server.url, "inbound"):
        dovecot.put(mail(QUESTION_S4))
        await server.happens("it is told", lambda: "mail waits in the mailbox" in server.log.read_text())
        assert dovecot.flags() == [()]

    await tickets(server, 1)
    await marked(dovecot, server, (rb"\Seen",))


async def test_accepted_mail_is_moved_where_a_folder_for_it_is_named(dovecot: Dovecot, prepare: Prepare) -> None:
    server = await prepare(url_of(dovecot.port), imap_done_folder="Taken by deskbot")
    await server.start()

    dovecot.put(mail(QUESTION_S4, 1), mail(QUESTION_S4, 2))

    await tickets(server, 2)
    await marked(dovecot, server)
    assert len(dovecot.flags("Taken by deskbot")) == 2


async def test_a_mail_over_the_size_limit_is_a_ticket_that_says_where_it_lies(
    dovecot: Dovecot, prepare: Prepare
) -> None:
    server = await prepare(url_of(dovecot.port), smtp_size_limit=20_000)
    await server.start()

    dovecot.put(mail("x" * 70 + "\n" + "y" * 40_000, 1, subject="Our log"), mail(QUESTION_S4, 2))

    await tickets(server, 2)
    ((text,),) = server.sql(
        "SELECT t.text FROM timeline t JOIN ticket ON number = ticket_number "
        "WHERE subject = 'Our log' AND t.kind = 'message'"
    )
    assert "larger than deskbot takes" in text
    assert f"in the folder INBOX of the mailbox {USER}" in text
    await marked(dovecot, server, (rb"\Flagged",), (rb"\Seen",))


@pytest.mark.parametrize("scheme", ["imaps", "imap+starttls"])
async def test_over_tls_mail_comes_without_delay_and_a_strange_certificate_gets_no_password(
    prepare: Prepare, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    with running_dovecot(tls=True) as dovecot:
        port = dovecot.tls_port if scheme == "imaps" else dovecot.port
        server = await prepare(url_of(port, scheme, "localhost"))
        await server.start()
        await server.happens("it is told", lambda: "CERTIFICATE_VERIFY_FAILED" in server.log.read_text())
        await server.stop()
        monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.folder / "cert.pem"))

        await server.start()
        dovecot.put(mail(QUESTION_S4, 1))
        await tickets(server, 1)
        dovecot.put(mail(QUESTION_S4, 2))
        await tickets(server, 2)


OAUTH_PASSDB = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
"""


@asynccontextmanager
async def token_service(tokens: list[str]) -> AsyncIterator[int]:
    """Give out tokens, and tell Dovecot whose each is; only the last one given is good."""
    given: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        if head.startswith("POST"):
            given.append(tokens[min(len(given), len(tokens) - 1)])
            body = json.dumps({"access_token": given[-1], "expires_in": 3599})
        else:
            good = bool(given) and f"={tokens[-1]} " in head
            body = json.dumps({"email": USER} if good else {"error": "invalid_token"})
        status = "200 OK" if "error" not in body else "401 Unauthorized"
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
        await writer.drain()
        writer.close()

    service = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield service.sockets[0].getsockname()[1]
    finally:
        service.close()


async def test_a_token_signs_in_to_dovecot_and_one_that_it_refuses_is_fetched_anew(prepare: Prepare) -> None:
    async with token_service(["stale", "fresh"]) as port:
        with running_dovecot(more=OAUTH_PASSDB) as dovecot:
            (dovecot.folder / "oauth2.conf").write_text(
                f"tokeninfo_url = http://127.0.0.1:{port}/info?token=\nusername_attribute = email\n"
            )
            server = await prepare(
                f"imap://{quote(USER, safe='')}@127.0.0.1:{dovecot.port}",
                mail_oauth_token_url=f"http://127.0.0.1:{port}/token",
                mail_oauth_client_id="id",
                mail_oauth_client_secret="secret",
            )
            await server.start()
            await asyncio.to_thread(dovecot.put, mail(QUESTION_S4))

            await tickets(server, 1)
            said = server.log.read_text()
            assert "does not let us in" in said
            assert "stale" not in said
            assert "fresh" not in said
