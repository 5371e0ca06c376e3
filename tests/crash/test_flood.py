"""A flood at the real door delays nobody else's outage, and all of it becomes tickets."""

from __future__ import annotations

import sys
import time
from email.message import EmailMessage

import aiosmtplib

from tests.crash.server import Server
from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.harness import ANA, AUTHSERV

BEFORE, AFTER = 80, 10
A_CONNECTION = 20
"""Mails that it carries: the door lets none send without end."""


async def test_an_outage_in_the_middle_of_a_flood_overtakes_it_and_nothing_is_lost(server: Server) -> None:
    await server.start()
    await flood(server, range(1))
    await server.happens("the worker works", lambda: server.sql("SELECT 1 FROM inbound WHERE state = 'ticketed'"))
    await flood(server, range(1, BEFORE))

    begun = time.monotonic()
    await server.mail(OUTAGE_S1, message_id="<s1@brightpathvoice.example>")
    await flood(server, range(BEFORE, BEFORE + AFTER))
    await server.happens("the page is out", lambda: server.sql("SELECT 1 FROM notification WHERE state = 'delivered'"))

    took = time.monotonic() - begun
    assert "S1" in server.twilio.phones[ANA].texts[0]
    await server.happens("all are read", lambda: not server.sql("SELECT 1 FROM inbound WHERE state = 'accepted'"))
    assert server.sql("SELECT count(*) FROM inbound WHERE state = 'ticketed'") == [(BEFORE + 1 + AFTER,)]
    ((outage, ticket),) = server.sql("SELECT id, ticket_number FROM inbound WHERE external_id LIKE '<s1@%%'")
    earlier = "SELECT count(*) FROM inbound WHERE id < %s AND ticket_number > %s"
    ((overtaken,),) = server.sql(earlier, outage, ticket)
    sys.stdout.write(f"paged after {took:.2f} s; of {BEFORE} that came before it {overtaken} were overtaken\n")
    assert overtaken > BEFORE / 4


async def flood(server: Server, numbers: range) -> None:
    """Send what another reseller's machine writes, as fast as the door takes it."""
    host, port = server.smtp
    for begin in range(numbers.start, numbers.stop, A_CONNECTION):
        async with aiosmtplib.SMTP(hostname=host, port=port, timeout=60) as client:
            for number in numbers[begin - numbers.start :][:A_CONNECTION]:
                await client.sendmail("b@rheinruf.example", ["support@desk.example"], report(number))


def report(number: int) -> bytes:
    mail = EmailMessage()
    mail["Authentication-Results"] = f"{AUTHSERV}; dmarc=pass header.from=rheinruf.example"
    mail["From"], mail["To"] = "jana@rheinruf.example", "support@desk.example"
    mail["Subject"], mail["Message-ID"] = f"Report {number}", f"<flood.{number}@rheinruf.example>"
    mail.set_content(QUESTION_S4 + f"Copy x{number}")
    return mail.as_bytes()
