"""A client of our own mail door: a test mail goes the way of every mail, from the TCP connection on."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from email.message import EmailMessage
from email.policy import SMTP as MAIL_POLICY

import aiosmtplib

from deskbot.access.proof import Network, inside
from deskbot.errors import UnavailableError
from deskbot.model.message import Outbound
from deskbot.settings import Settings
from deskbot.wires.loop_header import LOOP_HEADER

TIMEOUT = 10.0
"""Seconds until a silent door is given up."""
_EVERYWHERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # nosec B104 # noqa: S104  (addresses to connect to instead)
_PROXY = b"PROXY UNKNOWN\r\n"
"""What a load balancer says that speaks for itself."""


class Knocking:
    """Hands mails to our own door."""

    def __init__(
        self, settings: Settings, relays: tuple[Network, ...], listens: Callable[[], tuple[str, int] | None]
    ) -> None:
        """Prepare.

        Args:
            settings: where the door is, unless it is in this process.
            relays: networks from which a PROXY header is expected, where it is expected at all.
            listens: host and port of the door in this process, None where it is elsewhere.
        """
        self._settings, self._relays, self._listens = settings, relays, listens

    async def hand_in(self, mail: Outbound, sender: str) -> None:
        """Hand a mail in and return after its 250.

        Args:
            mail: what it says, to which address of ours, under which id.
            sender: the address of ours from which it comes.

        Raises:
            UnavailableError: the door did not take it; says why.
        """
        try:
            await self._send(as_test_mail(mail, sender), sender, mail.to.address)
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise UnavailableError(f"{type(error).__name__}: {error}"[:200]) from error

    async def knock(self, sender: str, to: str) -> str:
        """Ask whether the door would take a mail, and hand none in; return what it says of the address it is for.

        Raises:
            UnavailableError: it does not answer, or would not take it.
        """
        try:
            async with self._opened() as client:
                await client.ehlo()
                await client.mail(sender)
                code, said = await client.rcpt(to)
                await client.rset()
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise UnavailableError(f"{type(error).__name__}: {error}"[:200]) from error
        return f"{code} {said}"

    async def _send(self, raw: bytes, sender: str, to: str) -> None:
        async with self._opened() as client:
            await client.sendmail(sender, [to], raw)

    @asynccontextmanager
    async def _opened(self) -> AsyncGenerator[aiosmtplib.SMTP]:
        # Off the loop: a name that nobody answers for, or a host that drops packets, would hold up all that it does.
        connection = await asyncio.to_thread(socket.create_connection, self.place, TIMEOUT)
        connection.setblocking(False)  # noqa: FBT003  (the library's own)
        client = aiosmtplib.SMTP(sock=connection, hostname=None, timeout=TIMEOUT, start_tls=False)
        try:
            if self._settings.smtp_proxy and inside(connection.getsockname()[0], self._relays):
                connection.sendall(_PROXY)
            await client.connect()
            yield client
            await client.quit()
        finally:
            client.close()

    @property
    def place(self) -> tuple[str, int]:
        """Host and port of the door."""
        if self._settings.canary_door:
            host, _, told = self._settings.canary_door.rpartition(":")
            host, port = host.strip("[]"), int(told)
        else:
            host, port = self._listens() or (self._settings.smtp_host, self._settings.smtp_port)
        return _EVERYWHERE.get(host, host), port


def as_test_mail(mail: Outbound, sender: str) -> bytes:
    """Return a test mail's bytes, the same each time it is handed in: so a second copy of it is known for one.

    It bears the marks of our own automatic mail: where nobody knows its token any more it is filed.
    """
    written = EmailMessage(policy=MAIL_POLICY)
    written["From"], written["To"], written["Subject"] = sender, mail.to.address, mail.subject
    written["Message-ID"] = mail.message_id
    written["Auto-Submitted"] = "auto-generated"
    written[LOOP_HEADER] = "1"
    written.set_content(mail.text)
    return written.as_bytes()
