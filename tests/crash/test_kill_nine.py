"""SIGKILL at each commit point, and nothing accepted is lost, no reply doubled, nobody urgent unheard."""

from __future__ import annotations

import asyncio
import os
import signal

import aiosmtplib
import pytest

from deskbot.simulators.mailbox import Fault
from deskbot.store.witness import table_locked
from tests.crash.server import PATIENCE, Server
from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.harness import ANA

TY = "ty@brightpathvoice.example"
KILLS = 4


async def test_killed_before_the_commit_the_client_gets_no_250_and_its_next_try_is_one_ticket(server: Server) -> None:
    await server.start()
    with table_locked(server.url, "inbound"):
        sending = asyncio.create_task(server.mail(QUESTION_S4))
        await server.waits_for("inbound")
        await server.kill()
        with pytest.raises(aiosmtplib.SMTPException):
            await sending

    await server.start()
    await server.mail(QUESTION_S4)

    await server.letters(TY)
    assert server.sql("SELECT count(*) FROM ticket") == [(1,)]


async def test_killed_after_the_mail_was_stored_it_becomes_a_ticket_after_the_restart(server: Server) -> None:
    await server.start(only="smtp")
    await server.mail(QUESTION_S4)
    await server.kill()
    assert server.sql("SELECT state FROM inbound") == [("accepted",)]

    await server.start()

    assert len(await server.letters(TY)) == 1
    assert server.sql("SELECT count(*) FROM ticket") == [(1,)]


async def test_killed_in_triage_the_mail_becomes_one_ticket_with_one_answer(server: Server) -> None:
    await server.start()
    with table_locked(server.url, "timeline"):
        await server.mail(QUESTION_S4)
        await server.waits_for("timeline")
        await server.kill()

    await server.start()

    await server.letters(TY)
    await server.letters("desk@desk.example")
    assert server.sql("SELECT count(*) FROM ticket") == [(1,)]
    assert len(server.mailbox.letters) == 2


async def test_a_worker_killed_in_triage_is_started_again_and_the_mail_is_one_ticket_with_one_answer(
    server: Server,
) -> None:
    await server.start()
    with table_locked(server.url, "timeline"):
        await server.mail(QUESTION_S4)
        await server.waits_for("timeline")
        os.kill(server.pid_of("worker"), signal.SIGKILL)

    await server.letters(TY)
    await server.letters("desk@desk.example")
    assert server.sql("SELECT count(*) FROM ticket") == [(1,)]
    assert len(server.mailbox.letters) == 2


async def test_while_the_worker_is_killed_again_and_again_all_that_comes_is_accepted_and_becomes_one_ticket_each(
    server: Server,
) -> None:
    await server.start()
    worker = server.pid_of("worker")
    for number in range(KILLS * 3):
        await server.mail(f"{QUESTION_S4} {number}", message_id=f"<q{number}@brightpathvoice.example>")
        if number % 3 == 2:
            os.kill(worker, signal.SIGKILL)
            worker = await server.next_of("worker", worker)
    await server.mail(OUTAGE_S1, message_id="<s1@brightpathvoice.example>")

    await is_out(server)
    waiting = "SELECT 1 FROM inbound WHERE state = 'accepted'"
    await server.happens("all are triaged", lambda: not server.sql(waiting))
    assert server.sql("SELECT count(DISTINCT ticket_number), count(*) FROM inbound") == [(KILLS * 3 + 1, KILLS * 3 + 1)]
    assert server.sql("SELECT count(*) FROM ticket") == [(KILLS * 3 + 1,)]
    assert server.sql("SELECT count(*) FROM page") == [(1,)]


async def test_killed_between_ticket_and_send_the_answer_is_sent_once_after_the_restart(server: Server) -> None:
    server.mailbox.fault = Fault.SILENT
    await server.start()
    await server.mail(QUESTION_S4)
    async with server.mailbox.came:
        await server.mailbox.came.wait_for(lambda: server.mailbox.talks >= 2)
    await server.kill()
    assert set(server.sql("SELECT state FROM outbox")) == {("queued",)}

    server.mailbox.fault = Fault.NONE
    await server.start()

    assert len(await server.letters(TY)) == 1
    await server.happens("all is sent", lambda: not server.sql("SELECT 1 FROM outbox WHERE state <> 'sent'"))
    assert len(server.mailbox.to(TY)) == 1


async def test_killed_after_the_relay_took_it_the_answer_is_marked_maybe_sent_and_not_doubled(server: Server) -> None:
    server.mailbox.fault = Fault.SILENT_AFTER_DATA
    await server.start()
    await server.mail(QUESTION_S4)
    async with server.mailbox.came:
        await server.mailbox.came.wait_for(lambda: server.mailbox.talks >= 2)
    await server.kill()

    server.mailbox.fault = Fault.NONE
    await server.start()

    maybe = "SELECT count(*) FROM outbox WHERE state = 'maybe-sent'"
    await server.happens("both are marked", lambda: server.sql(maybe) == [(2,)])
    assert len(server.mailbox.to(TY)) == 1
    assert "it is not sent again" in str(server.sql("SELECT text FROM timeline WHERE kind = 'delivery'"))


async def is_out(server: Server) -> None:
    delivered = "SELECT 1 FROM notification WHERE state = 'delivered'"
    await server.happens("the page is out", lambda: server.sql(delivered))


async def test_29_killed_before_the_page_is_written_down_it_goes_out_once(server: Server) -> None:
    await server.start()
    with table_locked(server.url, "notification"):
        await server.mail(OUTAGE_S1)
        await server.waits_for("notification")
        await server.kill()

    await server.start()

    await is_out(server)
    assert sum("Reply 1a" in text for text in server.twilio.phones[ANA].texts) == 1


@pytest.mark.parametrize("victim", ["pager", "server"])
async def test_29_killed_while_the_carrier_is_asked_it_goes_out_twice_at_most_under_one_code(
    server: Server, victim: str
) -> None:
    server.twilio.faults.hang()
    await server.start()
    await server.mail(OUTAGE_S1)
    async with asyncio.timeout(PATIENCE):
        await server.twilio.faults.until_stalled()
    assert server.sql("SELECT state FROM notification") == [("sending",)]
    if victim == "pager":
        os.kill(server.pager_pid(), signal.SIGKILL)
    else:
        await server.kill()
        await server.start()

    server.twilio.faults.resume()

    await is_out(server)
    texts = server.twilio.phones[ANA].texts
    assert 1 <= len(texts) <= 2
    assert len(set(texts)) == 1


async def test_29_killed_after_the_carrier_took_it_and_before_the_commit_it_comes_twice_under_one_code(
    server: Server,
) -> None:
    server.twilio.webhooks.withhold()
    server.twilio.faults.hold_answers()
    await server.start()
    await server.mail(OUTAGE_S1)
    async with asyncio.timeout(PATIENCE):
        await server.twilio.faults.until_stalled()
    assert server.sql("SELECT state FROM notification") == [("sending",)]
    await server.kill()
    server.twilio.faults.give_answers()
    server.twilio.webhooks.release()

    await server.start()

    await is_out(server)
    texts = server.twilio.phones[ANA].texts
    assert len(texts) == 2
    assert len(set(texts)) == 1
    assert "Reply 1a" in texts[0]


async def test_29_killed_after_the_commit_it_does_not_come_again(server: Server) -> None:
    server.twilio.webhooks.withhold()
    await server.start()
    await server.mail(OUTAGE_S1)
    await server.happens(
        "it is with the carrier", lambda: server.sql("SELECT 1 FROM notification WHERE state = 'sent'")
    )
    await server.kill()
    server.twilio.webhooks.release()

    await server.start()

    await server.twilio.phones[ANA].sends("1a")
    assert "You have taken T-1001" in server.twilio.phones[ANA].take_answer()
    await server.mail(QUESTION_S4, message_id="<m2@brightpathvoice.example>")
    await server.letters(TY, 3)  # by then it has looked at all that was due
    assert sum("Reply 1a" in text for text in server.twilio.phones[ANA].texts) == 1
