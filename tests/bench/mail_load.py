"""Mails as resellers write them, sent over SMTP by a process of its own: as many as can be had, or at a pace.

`python -m tests.bench.mail_load HOST PORT MAILS LANES FIRST [SECONDS]` prints one line for each mail that was accepted:
its number, and when it was begun and acknowledged in seconds of the system's clock.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

MAILS_PER_CONNECTION = 20
RESELLERS = 100
"""Who write: none of them more than is answered within an hour."""
EVERY_SO_MANY_URGENT = 100
"""Of how many mails one is an outage."""
AUTHSERV = "mx.desk.example"
TO = "support@desk.example"
WAITING = "SELECT 1 FROM inbound WHERE state = 'accepted' LIMIT 1"
"""Finds something as long as a mail is no ticket."""

_KINDS = (
    (
        "One-way audio at a home office",
        "Customer: {customer}, Galaxy 3000G, host id {host}, release 7.1.2.\n\nOne-way audio at one home office phone: "
        "callers hear her, but she cannot hear them. One user, calls inside are fine.\nWe rebooted the phone and the "
        "router and swapped the handset, no change.",
    ),
    (
        "Registration failed",
        'one phone at {customer} shows "Registration failed" and cannot make calls. It is extension {number}, the '
        "others are fine.",
    ),
    (
        "Holiday greeting",
        "how do I change the holiday greeting on a Galaxy 3000G for {customer}? The one of last year still plays on "
        "line {number}.",
    ),
    (
        "Message lamp",
        "the message lamp of phone {number} at {customer} stays on though the mailbox is empty. Host ID: {host}, "
        "release 7.1.2.\nWe restarted the phone and logged it out and in again.",
    ),
    (
        "Calls drop after half a minute",
        "at {customer} (Galaxy 3000G, {host}) outgoing calls to mobiles end after some 30 seconds, about {number} a "
        "day. Incoming ones are fine. The carrier sees a BYE from us. We changed the session timer, no change.",
    ),
    (
        "Price of licences",
        "{customer} wants {number} more users on their Galaxy 3000G, host id {host}. Which licence do they need, and "
        "how long does it take until it is there?",
    ),
)
_URGENT = (
    "Whole site down",
    "Nobody at {customer} can make or receive any calls, the whole site is down since 9 this morning.\nGalaxy 3000G, "
    "host {host}, release 7.1.2. We restarted the server, no change.",
)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it goes over the wire, dot-stuffed and ended."""

    number: int
    sender: str
    content: bytes


def address_of(number: int) -> str:
    """Return the address of whoever writes the mail of a number."""
    return f"tech@reseller{number % RESELLERS}.example"


def mails(count: int, first: int = 1) -> Iterator[Mail]:
    """Make mails; each names a customer of its own, so that no two are the same trouble."""
    for number in range(first, first + count):
        urgent = number % EVERY_SO_MANY_URGENT == 0
        subject, text = _URGENT if urgent else _KINDS[number % len(_KINDS)]
        sender = address_of(number)
        body = text.format(
            customer=f"Customer {number} Ltd", host=f"3G-{number % 9000 + 1000:04d}-{number:04d}", number=number
        )
        content = (
            f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from={sender.partition('@')[2]}\n"
            f"Received: from mx.{sender.partition('@')[2]} (192.0.2.7) by {AUTHSERV}; Tue, 10 Nov 2026 14:12:51 +0000\n"
            f"From: Robin Reyes <{sender}>\nTo: Service Desk <{TO}>\nSubject: {subject}, {number}\n"
            f"Date: Tue, 10 Nov 2026 09:12:44 -0500\nMessage-ID: <load-{number}@{sender.partition('@')[2]}>\n"
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
            f"Hello,\n\n{body}\n\nYou can reach me on 214 555 0137.\n\nRobin Reyes\nReseller {number % RESELLERS}\n"
        )
        yield Mail(number, sender, content.replace("\n", "\r\n").encode() + b".\r\n")


async def _say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: bytes, expected: bytes) -> None:
    if line:
        writer.write(line)
    while True:
        answer = await reader.readline()
        if answer[3:4] != b"-":
            break
    if not answer.startswith(expected):
        raise ConnectionError(f"{line[:60]!r} was answered {answer!r}")


async def _lane(host: str, port: int, waiting: asyncio.Queue[tuple[float, Mail]]) -> None:
    while not waiting.empty():
        reader, writer = await asyncio.open_connection(host, port)
        await _say(reader, writer, b"", b"220")
        await _say(reader, writer, b"EHLO mx.sender.example\r\n", b"250")
        for _ in range(MAILS_PER_CONNECTION):
            if waiting.empty():
                break
            due, mail = waiting.get_nowait()
            await asyncio.sleep(max(0.0, due - time.time()))
            begun = due or time.time()
            await _say(reader, writer, f"MAIL FROM:<{mail.sender}>\r\n".encode(), b"250")
            await _say(reader, writer, f"RCPT TO:<{TO}>\r\n".encode(), b"250")
            await _say(reader, writer, b"DATA\r\n", b"354")
            await _say(reader, writer, mail.content, b"250")
            sys.stdout.write(f"{mail.number} {begun:.6f} {time.time():.6f}\n")
        writer.write(b"QUIT\r\n")
        writer.close()


async def send(host: str, port: int, count: int, lanes: int, seconds: float, first: int = 1) -> None:
    """Send mails over some connections at a time: as fast as they are taken, or evenly over some seconds."""
    waiting: asyncio.Queue[tuple[float, Mail]] = asyncio.Queue()
    begun = time.time()
    for place, mail in enumerate(list(mails(count, first))):
        waiting.put_nowait((begun + place * seconds / count if seconds else 0.0, mail))
    await asyncio.gather(*(_lane(host, port, waiting) for _ in range(lanes)))


if __name__ == "__main__":
    host, port, count, lanes, first, *pace = sys.argv[1:]
    asyncio.run(send(host, int(port), int(count), int(lanes), float(pace[0]) if pace else 0.0, int(first)))
