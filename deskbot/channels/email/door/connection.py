"""One SMTP client's connection: the library's protocol within limits of time, memory and patience."""

from __future__ import annotations

import asyncio
import contextlib
import re
import ssl
from asyncio import sslproto
from collections.abc import Callable, Sequence
from typing import Any

from aiosmtpd.smtp import SMTP

from deskbot.access.clients import client_of
from deskbot.channels.email.door.crowd import Crowd
from deskbot.channels.email.door.incoming import FULL, Incoming

MAX_RECIPIENTS = 100
MAX_LINE = 65536
"""Octets of one line; longer than RFC 5321 allows, as real mailers do not keep to it and would get a bounce."""
MAX_ERRORS = 20
"""Commands that are refused until the client is sent away."""
COMMAND_LIMITS = {"*": 100, "RCPT": MAX_RECIPIENTS * 10, "NOOP": 20, "RSET": 100, "AUTH": 10, "STARTTLS": 2, "HELP": 5}
IDLE = 120.0
"""Seconds until a silent client is sent away."""
DATA_SECONDS = 600.0
"""Seconds that the whole of one mail may take: 25 MB come through at some 45 kB/s."""
SESSION_SECONDS = 3600.0
"""Seconds of one connection."""
HANDSHAKE_SECONDS = 20.0
"""Seconds for a PROXY header, and for a TLS handshake."""
LATER = "451 4.3.0 Temporary failure, please try again later"

_ATOM, _LABELS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
PLAIN = re.compile(rf"<({_ATOM}(?:\.{_ATOM})*@{_LABELS})>[ \t]*([A-Za-z0-9=. -]*)")
"""How nearly every MAIL and RCPT names an address, and its parameters. The library reads these as well, by a grammar
for whole mail headers: two of them took a sixth of what it takes to accept a mail."""

_ENHANCED = {
    "250": "2.0.0",
    "221": "2.0.0",
    "252": "2.5.0",
    "450": "4.3.0",
    "451": "4.3.0",
    "452": "4.3.1",
    "454": "4.7.0",
    "500": "5.5.2",
    "501": "5.5.4",
    "502": "5.5.1",
    "503": "5.5.1",
    "504": "5.5.4",
    "530": "5.7.0",
    "535": "5.7.8",
    "550": "5.1.1",
    "552": "5.3.4",
    "553": "5.1.3",
    "554": "5.7.0",
    "555": "5.5.4",
}
_STATUS = re.compile(r"(\d{3}) (?!\d\.\d{1,3}\.\d{1,3}(?: |$))")
_CONTROL = dict.fromkeys((*range(32), 127), "?")


class Connection(SMTP):
    """One client's connection."""

    # On the class: the library makes its reader, with this limit, before anybody could set it on the object.
    line_length_limit = MAX_LINE

    def __init__(
        self,
        handler: Any,
        crowd: Crowd,
        *,
        peer: str,
        relay: bool,
        ended: Callable[[Connection], None],
        implicit_tls: bool = False,
        **options: Any,
    ) -> None:
        """Serve one connection that has been counted.

        Args:
            handler: the hooks.
            crowd: where this one is counted, with all others.
            peer: the client's address, of the connection or of a PROXY header; empty where it is not known.
            relay: whether the client is a mail server of ours.
            ended: called when the connection is over, perhaps more than once.
            implicit_tls: whether TLS was there from the first octet.
            options: the library's.
        """
        super().__init__(handler, auth_require_tls=not implicit_tls, **options)
        self.crowd = crowd
        self.peer = peer
        self.client = client_of(peer)
        self.relay = relay
        self._implicit_tls = implicit_tls
        self._ended = ended
        self._greeting = False
        self._errors = 0
        self._heard = 0.0
        self._data_until: float | None = None
        self._life: asyncio.TimerHandle | None = None

    # -- beginning and end

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin; with STARTTLS, begin again."""
        if self._life is None:
            self._life = self.loop.call_later(SESSION_SECONDS, self._go, "421 4.4.2 This took too long, goodbye")
        self._heard = self.loop.time()
        super().connection_made(transport)
        assert self.session is not None  # noqa: S101  (the library has just made it)
        self.session.peer = (self.peer, 0)  # pyright: ignore[reportAttributeAccessIssue]
        if self._implicit_tls:
            # The library takes it for what STARTTLS sets, and asks only whether it is there.
            self.session.ssl = {"implicit": True}

    def data_received(self, data: bytes) -> None:
        """Take what the client says."""
        self._heard = self.loop.time()
        super().data_received(data)

    def connection_lost(self, error: Exception | None) -> None:
        """End."""
        super().connection_lost(error)
        self.over()

    def over(self) -> None:
        """Count it no more."""
        if self._life is not None:
            self._life.cancel()
        self._ended(self)

    async def _handle_client(self) -> None:
        """Talk to the client; one who goes away in the middle is no fault of ours."""
        try:
            with contextlib.suppress(ConnectionError):
                await super()._handle_client()
        finally:
            # A client that is lost between STARTTLS and the end of the handshake is told to nobody else.
            self.hang_up()
            self.over()

    def abort(self) -> None:
        """Cut the client off; what it has no 250 for, it sends again."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()

    def hang_up(self) -> None:
        """End the connection once everything has been said."""
        if self.transport is not None:
            self.transport.close()

    def _go(self, farewell: str) -> None:
        if isinstance(self.transport, asyncio.Transport) and not self.transport.is_closing():
            self.transport.write(f"{farewell}\r\n".encode())
            self.hang_up()
        if self._handler_coroutine is not None:
            self._handler_coroutine.cancel()

    def _timeout_cb(self) -> None:
        """Send a silent client away; while a mail comes in, every octet counts as a sign of life, up to an end."""
        now = self.loop.time()
        if self._data_until is not None:
            left = min(self._heard + IDLE, self._data_until) - now
            if left > 0:
                self._reset_timeout(left)
                return
        self._go("421 4.4.2 Nothing was heard for too long, goodbye")

    # -- answers

    async def push(self, status: str | bytes) -> None:
        """Answer, with an enhanced status code (RFC 2034); who is refused too often is sent away."""
        line = status.decode("utf-8", "replace") if isinstance(status, bytes) else status
        if not self._greeting:
            bare = _STATUS.match(line)
            if bare and bare[1] in _ENHANCED:
                line = f"{bare[1]} {_ENHANCED[bare[1]]} {line[4:]}"
        # What a client said may be part of an answer.
        line = line.translate(_CONTROL).encode("utf-8", "replace").decode()
        await super().push(line)
        self._errors += line.startswith("5")
        if self._errors >= MAX_ERRORS:
            self._errors = 0
            await super().push("421 4.7.0 Too many errors, goodbye")
            self.hang_up()

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802  (the library's names)
        """Greet; a greeting's answers carry no enhanced codes."""
        await self._greet(super().smtp_EHLO, hostname)

    async def smtp_HELO(self, hostname: str) -> None:  # noqa: N802
        """Greet the old way."""
        await self._greet(super().smtp_HELO, hostname)

    async def _greet(self, how: Callable[[str], Any], hostname: str) -> None:
        self._greeting = bool(hostname)
        try:
            await how(hostname)
        finally:
            self._greeting = False

    async def smtp_AUTH(self, arg: str | None) -> None:  # noqa: N802
        """Sign in; a mechanism's name has no case (RFC 4954)."""
        mechanism, space, rest = (arg or "").partition(" ")
        if not self._auth_methods:
            await self.push("502 5.5.1 Nobody can sign in here")
            return
        if self.envelope is not None and self.envelope.mail_from:
            await self.push("503 5.5.1 Not in the middle of a mail")
            return
        await super().smtp_AUTH(mechanism.upper() + space + rest)

    async def smtp_STARTTLS(self, arg: str | None) -> None:  # noqa: N802
        """Begin TLS, once."""
        if self._tls_protocol is not None or self._implicit_tls:
            await self.push("503 5.5.1 TLS is there already")
            return
        if self.tls_context is None:
            await self.push("502 5.5.1 TLS is not offered here")
            return
        await super().smtp_STARTTLS(arg)  # pyright: ignore[reportArgumentType]
        if self.session is None or self.session.ssl is None:
            raise ConnectionResetError("the client was lost in the handshake")

    async def smtp_VRFY(self, arg: str | None) -> None:  # noqa: N802
        """Say nothing of any address."""
        del arg
        await self.push("252 2.5.0 Cannot say; mail for our addresses is taken")

    async def smtp_EXPN(self, arg: str | None) -> None:  # noqa: N802
        """Say nothing of any list."""
        del arg
        await self.push("502 5.5.1 Not done here")

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """Read an address; whatever the library raises over it, it is none."""
        if plain := PLAIN.fullmatch(arg):
            return plain[1], plain[2]
        try:
            return super()._getaddr(arg)
        except Exception:  # noqa: BLE001  (IndexError and RecursionError have been seen)
            return None, None

    # -- mail

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802
        """Take a mail: bounded in octets, lines and time, and counted with what the others are sending."""
        if await self.check_helo_needed() or await self.check_auth_needed("DATA"):
            return
        envelope = self.envelope
        assert envelope is not None  # noqa: S101  (there is one from the beginning)
        if not envelope.rcpt_tos:
            await self.push("503 5.5.1 Recipients come first")
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        if not self.crowd.room_for(declared_size(envelope.mail_options), relay=self.relay):
            await self.push(FULL)
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        self._data_until = self.loop.time() + DATA_SECONDS
        incoming = Incoming(self.crowd, most=self.data_size_limit or MAX_LINE, relay=self.relay)
        try:
            await self._receive(incoming)
            self._data_until = None
            # While the mail is being stored, the client is not the one that is silent.
            self._reset_timeout(IDLE)
            answer = incoming.refusal
            if not answer:
                envelope.original_content = envelope.content = bytes(incoming.octets)
                incoming.octets = bytearray()
                answer = await self._call_handler_hook("DATA")
        finally:
            self._data_until = None
            incoming.let_go()
        self._set_post_data_state()
        await self.push(answer)

    async def _receive(self, incoming: Incoming) -> None:
        """Read a mail to its end. Only CRLF "." CRLF is an end (RFC 5321, 4.1.1.4).

        What is too much is read on without being kept, so that the client hears the answer; but not without end.
        """
        at_start = True
        while not incoming.endless:
            try:
                line = await self._reader.readuntil(b"\r\n")
            except asyncio.LimitOverrunError as error:
                line = await self._reader.read(error.consumed)
                incoming.refuse("500 5.6.0 A line of the mail is too long (RFC 5321, 4.5.3.1.6)")
            if at_start and line == b".\r\n":
                return
            incoming.add(line, whole=at_start)
            at_start = line.endswith(b"\r\n")
        self._go(incoming.refusal)
        raise ConnectionResetError("the client sends without end")


def declared_size(options: Sequence[str]) -> int:
    """Return the octets that MAIL FROM announced, 0 where it did not."""
    for option in options:
        name, _, value = option.partition("=")
        if name == "SIZE" and value.isdecimal():
            return int(value)
    return 0


class BehindTls(sslproto.SSLProtocol):
    """Speaks TLS from the first octet and hands what it reads to a connection.

    The library's own, as aiosmtpd uses it for STARTTLS: a server's `ssl=` could not take a renewed certificate.
    """

    def __init__(self, inner: Connection, context: ssl.SSLContext) -> None:
        """Prepare the handshake."""
        super().__init__(
            asyncio.get_running_loop(),
            inner,
            context,
            None,  # pyright: ignore[reportArgumentType]
            server_side=True,
            ssl_handshake_timeout=HANDSHAKE_SECONDS,  # pyright: ignore[reportArgumentType]  (seconds, and a float)
        )
        self._inner = inner

    def connection_lost(self, exc: BaseException | None) -> None:
        """End; a connection whose handshake failed never began, and is over all the same."""
        super().connection_lost(exc)
        self._inner.over()
