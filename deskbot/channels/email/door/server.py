"""The SMTP door: says 250 only after the commit, and 451 when there can be none."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from deskbot.access.clients import client_of
from deskbot.access.proof import inside, networks
from deskbot.channels import Door
from deskbot.channels.email.door.connection import COMMAND_LIMITS, IDLE, BehindTls, Connection
from deskbot.channels.email.door.conversation import Conversation
from deskbot.channels.email.door.crowd import Crowd, Limits
from deskbot.channels.email.door.entrance import Entrance
from deskbot.channels.email.door.tls import Certificate, certificate_of
from deskbot.channels.email.door.users import Users, users_of
from deskbot.errors import ConfigurationError
from deskbot.settings import Settings

HASHERS = 2
"""Passwords that are checked at the same time; each takes 32 MB."""


class MailDoor:
    """Listens for SMTP clients and hands each mail to intake."""

    def __init__(self, settings: Settings, addresses: Sequence[str]) -> None:
        """Prepare; nothing listens before `open`."""
        self._settings = settings
        self._addresses = tuple(address.casefold() for address in addresses)
        self._servers: list[asyncio.Server] = []
        self._door: Door | None = None
        self._open: set[Connection] = set()
        self._crowd = Crowd(
            Limits(
                connections=settings.smtp_connections,
                connections_per_client=settings.smtp_connections_per_client,
                mails_per_hour=settings.smtp_mails_per_hour,
                octets=settings.smtp_memory,
            )
        )
        self._hashing = ThreadPoolExecutor(HASHERS, "sign-in")
        self._relays = networks(settings.trusted_relays)
        self._certificate: Certificate | None = None
        self._users: Users | None = None

    @property
    def address(self) -> tuple[str, int] | None:
        """Host and port, None while nothing listens."""
        return self._address(0)

    @property
    def tls_address(self) -> tuple[str, int] | None:
        """Host and port where TLS is spoken from the first octet, None where that is not so."""
        return self._address(1)

    def _address(self, index: int) -> tuple[str, int] | None:
        if len(self._servers) <= index or not self._servers[index].sockets:
            return None
        host, port = self._servers[index].sockets[0].getsockname()[:2]
        return host, port

    async def open(self, door: Door) -> None:
        """Begin to listen.

        Raises:
            ConfigurationError: somebody else listens there, or it is no address of this machine; or certificate or
                users cannot be used.
        """
        self._door = door
        self._certificate = certificate_of(self._settings)
        self._users = users_of(self._settings)
        await self._listen(self._settings.smtp_port, "DESKBOT_SMTP_PORT", implicit_tls=False)
        if self._settings.smtp_tls_port is not None:
            if self._certificate is None:
                raise ConfigurationError("DESKBOT_SMTP_TLS_PORT needs DESKBOT_SMTP_TLS_CERTIFICATE and its key")
            await self._listen(self._settings.smtp_tls_port, "DESKBOT_SMTP_TLS_PORT", implicit_tls=True)

    async def _listen(self, port: int, variable: str, *, implicit_tls: bool) -> None:
        def entrance() -> asyncio.Protocol:
            return Entrance(
                lambda peer, transport: self._next(peer, transport, implicit_tls=implicit_tls), proxied=self._proxied
            )

        host = self._settings.smtp_host
        try:
            self._servers.append(await asyncio.get_running_loop().create_server(entrance, host=host, port=port))
        except OSError as error:
            await self.close()
            raise ConfigurationError(
                f"the mail door cannot listen on {host}:{port} ({error.strerror}): stop what listens there, or set "
                f"DESKBOT_SMTP_HOST and {variable}; a port below 1024 needs the right to use it"
            ) from None

    async def close(self) -> None:
        """Stop listening; clients in the middle of a mail are cut off before their 250, and try again."""
        for server in self._servers:
            server.close()
        self._servers.clear()
        for connection in tuple(self._open):
            connection.abort()

    def _proxied(self, peer: str) -> bool:
        return self._settings.smtp_proxy and inside(peer, self._relays)

    def _next(self, peer: str, transport: asyncio.Transport, *, implicit_tls: bool) -> asyncio.Protocol | None:
        """Return the protocol for a client whose address is known, None where it was sent away."""
        if refusal := self._crowd.enter(client_of(peer), relay=inside(peer, self._relays)):
            if not implicit_tls:
                transport.write(f"{refusal}\r\n".encode())
            transport.close()
            return None
        context = self._certificate.value if self._certificate else None
        connection = self._connection(
            peer, implicit_tls=implicit_tls, tls_context=None if implicit_tls else context, **self._sign_in()
        )
        self._open.add(connection)
        return BehindTls(connection, context) if implicit_tls and context else connection  # pyright: ignore[reportReturnType]

    def _over(self, connection: Connection) -> None:
        if connection in self._open:
            self._open.discard(connection)
            self._crowd.leave(connection.client)

    def _sign_in(self) -> dict[str, Any]:
        return {} if self._users else {"auth_exclude_mechanism": ("PLAIN", "LOGIN")}

    def _connection(self, peer: str, **options: Any) -> Connection:
        return Connection(
            Conversation(self._addresses, self._door, self._users, self._hashing),
            self._crowd,
            peer=peer,
            relay=inside(peer, self._relays),
            ended=self._over,
            hostname=socket.gethostname(),
            ident="deskbot",
            data_size_limit=self._settings.smtp_size_limit,
            enable_SMTPUTF8=True,
            timeout=IDLE,
            command_call_limit=COMMAND_LIMITS,
            loop=asyncio.get_running_loop(),
            **options,
        )
