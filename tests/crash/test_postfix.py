"""A mail server that is not ours, in front and behind: Postfix delivers to deskbot and carries its answers out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from email.message import EmailMessage

import pytest

from deskbot.store.witness import table_locked
from tests.conftest import passable_folder
from tests.crash.postfix import Postfix, postfix
from tests.crash.server import PATIENCE, Server
from tests.flow.mails import QUESTION_S4
from tests.harness import AUTHSERV
from tests.ports import free_port

TY = "ty@brightpathvoice.example"


def mail(number: int = 1) -> bytes:
    made = EmailMessage()
    made["Authentication-Results"] = f"{AUTHSERV}; dmarc=pass header.from=brightpathvoice.example"
    made["From"], made["To"], made["Subject"] = TY, "support@desk.example", f"Phones {number}"
    made["Message-ID"] = f"<m{number}@brightpathvoice.example>"
    made.set_content(QUESTION_S4)
    return made.as_bytes()


@pytest.fixture
async def front(server: Server) -> AsyncIterator[Postfix]:
    """Postfix before and behind a deskbot that is not yet started; what it carries out comes into the mailbox."""
    sink = int(server.settings.smtp_relay.rpartition(":")[2])
    door = free_port()
    with passable_folder() as folder:
        async with postfix(folder, door=door, sink=sink) as running:
            relay = f"smtp://127.0.0.1:{running.port}"
            server.settings = server.settings.model_copy(update={"smtp_port": door, "smtp_relay": relay})
            yield running


def tickets(server: Server) -> int:
    ((count,),) = server.sql("SELECT count(*) FROM ticket")
    return count


async def test_postfix_hands_a_mail_in_and_carries_the_answer_out(server: Server, front: Postfix) -> None:
    await server.start()
    await front.take(mail())

    (answer,) = await server.letters(TY)
    assert "Postfix" in str(answer.mail["Received"])
    await server.letters("desk@desk.example")
    assert server.sql("SELECT subject, verified FROM ticket") == [("Phones 1", True)]


async def test_deskbot_killed_while_postfix_delivers_loses_nothing_and_doubles_nothing(
    server: Server, front: Postfix
) -> None:
    """Some mails lie at the door, uncommitted, some in the queue; after the restart each is one ticket."""
    await server.start()
    with table_locked(server.url, "inbound"):
        for number in range(6):
            await front.take(mail(number))
        await server.waits_for("inbound")
        await server.kill()
    await server.happens("Postfix keeps them", lambda: front.said("status=deferred") >= 6)

    await server.start()
    await front.flush()

    await server.letters(TY, 6)
    await server.happens("the queue is empty", lambda: front.said("to=<support@desk.example>, relay") >= 12)
    assert server.sql("SELECT count(*), count(DISTINCT subject) FROM ticket") == [(6, 6)]
    assert len(server.mailbox.to(TY)) == 6
    await server.letters("desk@desk.example", 6)  # they go out through the same queue
    async with asyncio.timeout(PATIENCE):
        while await front.queued():
            pass


async def test_while_the_database_is_away_postfix_hears_451_and_keeps_the_mail(server: Server, front: Postfix) -> None:
    await server.start(only="smtp")
    server.sql_do("ALTER TABLE inbound RENAME TO gone")
    await front.take(mail())
    await server.happens("Postfix is told to wait", lambda: front.said("451 4.3.0"))
    (kept,) = await front.queued()
    assert kept["queue_name"] == "deferred"

    server.sql_do("ALTER TABLE gone RENAME TO inbound")
    await front.flush()

    await server.happens("the mail is accepted", lambda: server.sql("SELECT 1 FROM inbound WHERE state = 'accepted'"))
    assert server.sql("SELECT count(*) FROM inbound") == [(1,)]


async def test_a_connection_cut_in_the_middle_of_a_mail_stores_nothing_and_the_next_try_is_one_ticket(
    server: Server,
) -> None:
    await server.start()
    reader, writer = await asyncio.open_connection(*server.smtp)
    await reader.readline()
    for line in (b"EHLO x", b"MAIL FROM:<b@brightpathvoice.example>", b"RCPT TO:<support@desk.example>", b"DATA"):
        writer.write(line + b"\r\n")
        while (await reader.readline())[3:4] == b"-":
            pass
    writer.write(mail()[:-20])
    await writer.drain()
    writer.transport.abort()

    await server.mail(QUESTION_S4)

    await server.letters(TY)
    assert server.sql("SELECT count(*) FROM inbound") == [(1,)]
    assert tickets(server) == 1
