"""What the mail door says to a client's commands; aiosmtpd calls these hooks by name."""

from __future__ import annotations

import asyncio
import base64
import binascii
import logging
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from deskbot.channels import Door
from deskbot.channels.email.door.connection import LATER, MAX_RECIPIENTS, Connection
from deskbot.channels.email.door.recipients import is_ours
from deskbot.channels.email.door.users import Users, may_sign_in
from deskbot.channels.email.external_id import external_id_of
from deskbot.channels.email.glancing import glance_at
from deskbot.errors import UnavailableError
from deskbot.model.message import Arrival
from deskbot.tracing import span

TOO_OFTEN = "421 4.7.0 Too many failed sign-ins, please try again later"
_PARTS = 3
"""Of what AUTH PLAIN sends: whom to act for, who, and the password."""
_MAX_HELO = 255

log = logging.getLogger(__name__)


# Without slots: aiosmtpd asks for every attribute of it, and before Python 3.11.3 one that slots leave behind cannot be
# read: no client would be answered (Debian 12 has 3.11.2).
@dataclass(frozen=True)
class Conversation:
    """One client's hooks."""

    addresses: Sequence[str]
    """Ours, in small letters."""
    door: Door | None
    users: Users | None
    hashing: Executor
    """Where passwords are checked: it takes its time."""

    async def handle_EHLO(  # noqa: N802  (aiosmtpd's names)
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Say what we can do."""
        session.host_name = hostname
        offered = [line for line in responses[:-1] if line.strip() != "250-AUTH"]
        return [*offered, "250-ENHANCEDSTATUSCODES", responses[-1]]

    async def handle_AUTH(self, server: SMTP, session: Session, _envelope: Envelope, args: list[str]) -> str | None:  # noqa: N802
        """Check who signs in; nothing that is said tells whether the address has an account."""
        assert isinstance(server, Connection)  # noqa: S101  (there are no others)
        given = await _credentials(server, args)
        if given is None:
            return None
        crowd, now = server.crowd, time.monotonic()
        if self.users is None or not crowd.may_sign_in(server.client, now):
            return _send_away(server)
        address, password = given
        loop = asyncio.get_running_loop()
        known = await loop.run_in_executor(self.hashing, may_sign_in, self.users.value, address, password)
        if known:
            session.authenticated = True
            session.auth_data = known  # pyright: ignore[reportAttributeAccessIssue]  (the library takes anything)
            log.info("signed in to submit mail", extra={"action": "mail_sign_in"})
            return "235 2.7.0 Welcome"
        crowd.failed(server.client, now)
        log.warning("sign-in failed", extra={"action": "mail_sign_in_failed", "client": server.client})
        if not crowd.may_sign_in(server.client, now):
            return _send_away(server)
        return "535 5.7.8 Address or password is wrong"

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Begin a mail."""
        assert isinstance(server, Connection)  # noqa: S101
        if not server.crowd.may_mail(server.client, time.monotonic(), relay=server.relay):
            return "450 4.7.1 Too many mails from your address, please try again later"
        # The library knows a mail by its sender, and keeps the null sender as "<>".
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient of ours, refuse any other: this is no relay."""
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if not is_ours(address, self.addresses):
            return "550 5.1.1 No such address here"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Store the mail; the 250 is said after the commit."""
        assert isinstance(server, Connection)  # noqa: S101
        raw = envelope.original_content or b""
        # The null sender is the empty one.
        mail_from = "" if envelope.mail_from == "<>" else envelope.mail_from or ""
        arrival = Arrival(
            channel="email",
            external_id=external_id_of(raw, f"{datetime.now(UTC):%Y-%m-%dT%H}"),
            raw=raw,
            envelope={
                "mail_from": plain(mail_from),
                "rcpt_to": [plain(one) for one in envelope.rcpt_tos],
                "peer": server.peer,
                "helo": plain(session.host_name or "")[:_MAX_HELO],
                "own": list(self.addresses),
                **({"submitted_as": session.auth_data} if session.authenticated else {}),
            },
            glance=glance_at(
                raw,
                client="" if server.relay else server.client,
                submitted_as=str(session.auth_data) if session.authenticated else "",
            ),
        )
        if self.door is None:
            return LATER
        try:
            with span("mail.receive"):
                await self.door.accept(arrival)
        except UnavailableError as error:
            log.warning("mail refused for now: %s", error, extra={"action": "mail_later"})
            return LATER
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


def plain(text: str) -> str:
    """Return text that PostgreSQL's JSON can hold: no NUL, and no half characters of a client's raw octets."""
    return text.replace("\0", "").encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _send_away(server: Connection) -> str:
    # After this answer: closing a transport sends first what was written.
    asyncio.get_running_loop().call_soon(server.hang_up)
    return TOO_OFTEN


async def _credentials(server: Connection, args: list[str]) -> tuple[str, bytes] | None:
    """Return address and password, None where the client has been told what was wrong."""
    mechanism, first = args[0].upper(), args[1] if len(args) > 1 else None
    said = await _said(server, first, b"" if mechanism == "PLAIN" else b"Username:")
    if said is None:
        return None
    if mechanism == "LOGIN":
        password = await _said(server, None, b"Password:")
        return None if password is None else (said.decode("utf-8", "replace"), password)
    parts = said.split(b"\0")
    if len(parts) != _PARTS or (parts[0] and parts[0] != parts[1]):
        await server.push("501 5.5.2 That is no address and password")
        return None
    return parts[1].decode("utf-8", "replace"), parts[2]


async def _said(server: Connection, first: str | None, challenge: bytes) -> bytes | None:
    if first is None:
        answer: Any = await server.challenge_auth(challenge)
        return answer if isinstance(answer, bytes) else None
    try:
        return b"" if first == "=" else base64.b64decode(first.encode("utf-8", "replace"), validate=True)
    except binascii.Error:
        await server.push("501 5.5.2 That is no base64")
        return None
