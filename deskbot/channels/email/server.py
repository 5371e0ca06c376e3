"""The SMTP door: says 250 only after the commit, and 451 when there can be none."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from deskbot.channels import Door
from deskbot.channels.email.external_id import external_id_of
from deskbot.errors import ConfigurationError, UnavailableError
from deskbot.model.message import Arrival
from deskbot.settings import Settings

MAX_RECIPIENTS = 100
MAX_LINE = 65536
"""Octets of one line; longer than RFC 5321 allows, as real mailers do not keep to it and would get a bounce."""
MAX_CONNECTIONS = 200
COMMAND_LIMITS = {"*": 100, "RCPT": MAX_RECIPIENTS + 50, "NOOP": 20, "RSET": 50}
LATER = "451 4.3.0 Temporary failure, please try again later"

log = logging.getLogger(__name__)


class MailDoor:
    """Listens for SMTP clients and hands each mail to intake."""

    def __init__(self, settings: Settings, addresses: Sequence[str]) -> None:
        """Prepare; nothing listens before `open`."""
        self._settings = settings
        self._addresses = tuple(address.casefold() for address in addresses)
        self._server: asyncio.Server | None = None
        self._door: Door | None = None
        self._open: set[Connection] = set()

    @property
    def address(self) -> tuple[str, int] | None:
        """Host and port, None while nothing listens."""
        if self._server is None or not self._server.sockets:
            return None
        host, port = self._server.sockets[0].getsockname()[:2]
        return host, port

    async def open(self, door: Door) -> None:
        """Begin to listen.

        Raises:
            ConfigurationError: somebody else listens there, or it is no address of this machine.
        """
        self._door = door
        host, port = self._settings.smtp_host, self._settings.smtp_port
        try:
            self._server = await asyncio.get_running_loop().create_server(self._connection, host=host, port=port)
        except OSError as error:
            raise ConfigurationError(
                f"the mail door cannot listen on {host}:{port} ({error.strerror}): stop what listens there, or set "
                "DESKBOT_SMTP_HOST and DESKBOT_SMTP_PORT; a port below 1024 needs the right to use it"
            ) from None

    async def close(self) -> None:
        """Stop listening; clients in the middle of a mail are cut off before their 250, and try again."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _connection(self) -> SMTP:
        return Connection(
            self._open,
            Conversation(self._addresses, self._door),
            hostname=socket.gethostname(),
            ident="deskbot",
            data_size_limit=self._settings.smtp_size_limit,
            enable_SMTPUTF8=True,
            timeout=120,
            command_call_limit=COMMAND_LIMITS,
            loop=asyncio.get_running_loop(),
        )


class Connection(SMTP):
    """One client's connection, counted: one too many is told to come later."""

    # On the class: the library makes its reader, with this limit, before anybody could set it on the object.
    line_length_limit = MAX_LINE

    def __init__(self, others: set[Connection], handler: Conversation, **options: Any) -> None:
        """Serve one connection beside the `others` that are open."""
        super().__init__(handler, **options)
        self._others = others

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, unless too many are here already."""
        if len(self._others) >= MAX_CONNECTIONS and isinstance(transport, asyncio.Transport):
            transport.write(b"421 4.3.2 Too many connections, please try again later\r\n")
            transport.close()
            return
        self._others.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """End."""
        if self in self._others:
            self._others.discard(self)
            super().connection_lost(error)


class Conversation:
    """One client's hooks; aiosmtpd calls them by name."""

    def __init__(self, addresses: Sequence[str], door: Door | None) -> None:
        """Serve one connection."""
        self._addresses = addresses
        self._door = door

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient of ours, refuse any other: this is no relay."""
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if not self._is_ours(address):
            return "550 5.1.1 No such address here"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Store the mail; the 250 is said after the commit."""
        raw = envelope.original_content or b""
        arrival = Arrival(
            channel="email",
            external_id=external_id_of(raw, f"{datetime.now(UTC):%Y-%m-%dT%H}"),
            raw=raw,
            envelope={
                # PostgreSQL's JSON knows no NUL.
                "mail_from": (envelope.mail_from or "").replace("\0", ""),
                "rcpt_to": [one.replace("\0", "") for one in envelope.rcpt_tos],
                "peer": peer_of(session),
                "own": list(self._addresses),
            },
        )
        if self._door is None:
            return LATER
        try:
            new = await self._door.accept(arrival)
        except UnavailableError as error:
            log.warning("mail refused for now: %s", error, extra={"action": "mail_later"})
            return LATER
        log.info("mail accepted", extra={"action": "mail_accepted", "new": new, "bytes": len(raw)})
        return "250 2.0.0 Accepted"

    async def handle_exception(self, error: Exception) -> str:
        """Answer our own faults with "later": aiosmtpd's 500 would bounce the mail and tell the client about us."""
        log.error(
            "mail conversation failed: %s",
            type(error).__name__,
            exc_info=error,
            extra={"action": "mail_error"},
        )
        return LATER

    def _is_ours(self, address: str) -> bool:
        local, _, domain = address.casefold().rpartition("@")
        plain = f"{local.partition('+')[0]}@{domain}"
        return plain in self._addresses or (plain == f"postmaster@{domain}" and self._has_domain(domain))

    def _has_domain(self, domain: str) -> bool:
        return any(ours.endswith(f"@{domain}") for ours in self._addresses)


def peer_of(session: Session) -> str:
    """Return the client's IP address."""
    peer: Any = session.peer
    return str(peer[0]) if isinstance(peer, tuple) and peer else ""
