"""A hanging relay and hostile mail hold up nobody's urgent ticket."""

from __future__ import annotations

import os
import signal

from deskbot.simulators.mailbox import Fault
from tests.crash.server import Server
from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.harness import ANA

HOSTILE = "a:\n>\n" * 200_000
"""What keeps a reading process busy for a second and more: the beginning of a quote, again and again."""


async def test_an_s1_is_paged_while_every_send_hangs_and_hostile_mail_is_being_read(server: Server) -> None:
    server.mailbox.fault = Fault.SILENT
    await server.start()
    for number in range(10):
        await server.mail(QUESTION_S4 + str(number), message_id=f"<q{number}@brightpathvoice.example>")
    for number in range(2):
        await server.mail(HOSTILE + str(number), message_id=f"<h{number}@brightpathvoice.example>")

    await server.mail(OUTAGE_S1, message_id="<s1@brightpathvoice.example>")

    await server.happens("the page is out", lambda: server.sql("SELECT 1 FROM notification WHERE state = 'delivered'"))
    assert "S1" in server.twilio.phones[ANA].texts[0]
    assert not server.mailbox.letters
    # It has overtaken what came before it.
    await server.happens("all are tickets", lambda: not server.sql("SELECT 1 FROM inbound WHERE state = 'accepted'"))
    ((urgent,),) = server.sql("SELECT number FROM ticket WHERE severity = 'S1'")
    hostile = server.sql("SELECT ticket_number FROM inbound WHERE external_id LIKE '<h%%'")
    assert len(hostile) == 2
    assert any(number is None or urgent < number for (number,) in hostile)  # None: it was stopped, and is in quarantine


async def test_a_pager_that_dies_is_started_again_and_goes_on(server: Server) -> None:
    await server.start()
    os.kill(server.pager_pid(), signal.SIGKILL)

    await server.mail(OUTAGE_S1)

    await server.happens("the page is out", lambda: server.sql("SELECT 1 FROM notification WHERE state = 'delivered'"))
