"""SIGKILL while an answer of the console waits its ten seconds, or goes out: it is sent once after the restart."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from deskbot.cli.loading import load_desk
from deskbot.clock import SystemClock
from deskbot.engine.admitting import Admitting, By
from deskbot.model.account import Account, DeskRole
from deskbot.store.witness import table_locked
from deskbot.wires.passwords import Passwords
from tests.crash.server import Server
from tests.flow.browser import PASSWORD, Browser
from tests.flow.mails import QUESTION_S4
from tests.harness import kept_database

TY = "ty@brightpathvoice.example"
GOING_OUT = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO outbox%'"


async def answered(server: Server) -> None:
    """Let a reseller ask, and Ana send an answer off in the console."""
    await server.start()
    await server.mail(QUESTION_S4)
    await server.letters(TY)
    database = kept_database(server.url)
    admitting = Admitting(database, load_desk(server.settings.desk_file), SystemClock(), Passwords())
    await admitting.admit(Account(0, "ana", "Ana", DeskRole.AGENT, "ana"), PASSWORD, By("a test"))
    await database.close()
    there: Any = SimpleNamespace(deskbot=SimpleNamespace(settings=server.settings))
    browser = await Browser(there).signs_in("ana")
    await browser.opens("/console/tickets/1001")
    await browser.sends("Send the answer", text="Press 7.")
    await browser.closes()
    assert server.sql("SELECT state FROM held_answer") == [("waiting",)]


async def is_sent_once(server: Server) -> None:
    """The answer, and nothing but the letter before it, has gone out."""
    assert "Press 7." in (await server.letters(TY, 2))[1].text
    await server.happens("all is sent", lambda: not server.sql("SELECT 1 FROM outbox WHERE state <> 'sent'"))
    assert len(server.mailbox.to(TY)) == 2
    assert server.sql("SELECT state FROM held_answer") == [("sent",)]
    assert server.sql("SELECT text FROM timeline WHERE kind = 'reply'") == [("Press 7.",)]


async def test_killed_while_it_waits_it_is_sent_once_after_the_restart(server: Server) -> None:
    await answered(server)
    await server.kill()

    await server.start()

    await is_sent_once(server)


async def test_killed_while_it_goes_out_it_is_sent_once_after_the_restart(server: Server) -> None:
    await answered(server)
    with table_locked(server.url, "outbox"):
        await server.happens("it goes out", lambda: server.sql(GOING_OUT))
        await server.kill()
    assert server.sql("SELECT state FROM held_answer") == [("waiting",)]

    await server.start()

    await is_sent_once(server)
