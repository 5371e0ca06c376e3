"""A relay that keeps the mail that it takes, and can be told to misbehave: to hang, to refuse, to break off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import StrEnum

from aiosmtpd.smtp import SMTP, Envelope, Session


class Fault(StrEnum):
    """How a relay can misbehave."""

    NONE = "none"
    SILENT = "silent"
    """It takes connections and says nothing."""
    SILENT_AFTER_DATA = "silent-after-data"
    """It takes the mail and never says that it has."""
    CUT_AFTER_DATA = "cut-after-data"
    """It takes the mail and is cut off before it can say so."""
    LATER = "later"
    """It answers every recipient with 451."""
    REFUSED = "refused"
    """It answers every recipient with 550."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that the relay has taken."""

    envelope_from: str
    envelope_to: tuple[str, ...]
    raw: bytes = field(repr=False)

    @property
    def mail(self) -> EmailMessage:
        """The mail, parsed."""
        mail = message_from_bytes(self.raw, policy=default)
        assert isinstance(mail, EmailMessage)  # noqa: S101  (the policy makes these)
        return mail

    @property
    def text(self) -> str:
        """Its body as text."""
        body = self.mail.get_body(("plain",))
        return body.get_content() if body else ""


class Mailbox:
    """The relay's letters, in the order in which they came."""

    def __init__(self) -> None:
        """Begin empty and well-behaved."""
        self.letters: list[Letter] = []
        self.fault = Fault.NONE
        self.puts_off: set[str] = set()
        """Addresses whose own servers ask to come back later."""
        self.came = asyncio.Condition()
        self.talks = 0
        """How many times a client has come as far as it could get under the present fault."""

    def to(self, address: str) -> list[Letter]:
        """Return the letters to an address."""
        return [letter for letter in self.letters if address in letter.envelope_to]

    async def keep(self, letter: Letter) -> None:
        """Keep a letter and wake whoever waits for one."""
        async with self.came:
            self.letters.append(letter)
            self.came.notify_all()

    async def talked(self) -> None:
        """Count a client that a fault holds, and wake whoever waits for one."""
        async with self.came:
            self.talks += 1
            self.came.notify_all()

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        if self.fault is Fault.LATER or address in self.puts_off:
            await self.talked()
            return "451 4.7.1 Please try again later"
        if self.fault is Fault.REFUSED:
            return "550 5.1.1 No such address"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail."""
        content = envelope.original_content or b""
        await self.keep(Letter(envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
        if self.fault is Fault.SILENT_AFTER_DATA:
            await self.talked()
            await asyncio.Event().wait()
        if self.fault is Fault.CUT_AFTER_DATA and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        return "250 OK"


class _Silent(asyncio.Protocol):
    """A server that says nothing."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        _ = transport
        self._task = asyncio.get_running_loop().create_task(self._mailbox.talked())


@asynccontextmanager
async def relay(mailbox: Mailbox, host: str = "127.0.0.1") -> AsyncGenerator[str]:
    """Serve a mailbox as a relay on loopback; yield its URL for DESKBOT_SMTP_RELAY."""

    def connection() -> asyncio.Protocol:
        if mailbox.fault is Fault.SILENT:
            return _Silent(mailbox)
        return SMTP(mailbox, hostname="relay.example", ident="simulated relay", enable_SMTPUTF8=True)

    server = await asyncio.get_running_loop().create_server(connection, host, 0)
    try:
        yield f"smtp://{host}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
