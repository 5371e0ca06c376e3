"""Our letters to the relay, by SMTP, each once: what came of it is one of three ends."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from urllib.parse import unquote, urlsplit

import aiosmtplib

from deskbot.errors import ConfigurationError, UnavailableError
from deskbot.model.message import Outcome, Receipt
from deskbot.settings import Settings
from deskbot.wires.letters.rendering import with_date
from deskbot.wires.letters.signing import Signer
from deskbot.wires.oauth import TokenSource

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_PERMANENT = 500
_CLOSING = 421


class _Step(Enum):
    """How far a handing over has come."""

    CONNECTING = "connecting"
    BEGINNING = "beginning"
    """The relay has let us in, and has not heard yet to whom the letter goes."""
    ASKING = "asking"
    HANDING_OVER = "handing over"
    """From here on the relay may have the letter."""

    @property
    def asked(self) -> bool:
        """Return whether what goes wrong here may be the letter's fault, and not the relay's."""
        return self not in (_Step.CONNECTING, _Step.BEGINNING)


@dataclass(frozen=True, slots=True)
class Relay:
    """A mail server that carries our mail on."""

    host: str
    port: int
    tls: str
    """"smtp" (none), "smtp+starttls", or "smtps"."""
    timeout: float
    """Seconds until a silent relay is given up, for each command."""
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def from_url(cls, url: str, timeout: float) -> Relay:
        """Read `smtp://user:password@host:port`, `smtp+starttls://…` or `smtps://…`.

        Raises:
            ConfigurationError: it is none of these.
        """
        try:
            parts = urlsplit(url)
            port = parts.port or _PORTS.get(parts.scheme, 0)
        except ValueError:
            parts, port = urlsplit(""), 0
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ConfigurationError(
                "DESKBOT_SMTP_RELAY: expected smtp://host:port, smtp+starttls://user:password@host or smtps://…"
            )
        return cls(
            host=parts.hostname,
            port=port,
            tls=parts.scheme,
            timeout=timeout,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            trusted=ssl.create_default_context() if parts.scheme != "smtp" else None,
        )

    trusted: ssl.SSLContext | None = field(default=None, repr=False)
    """Whose certificates are taken. Read once: to read them stops everything else for a tenth of a second."""
    tokens: TokenSource | None = field(default=None, repr=False)
    """Signs in where there is a user and no password."""
    sign: Signer | None = field(default=None, repr=False)

    async def send(
        self, mail: bytes, envelope_from: str, envelope_to: str, sealed: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Hand one mail over; `sealed` is awaited before its bytes go out."""
        client = aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            timeout=self.timeout,
            use_tls=self.tls == "smtps",
            start_tls=self.tls == "smtp+starttls",
            tls_context=self.trusted,
        )
        step = _Step.CONNECTING
        try:
            await client.connect()
            await self._sign_in(client)
            step = _Step.BEGINNING
            beyond_ascii = not (envelope_from + envelope_to).isascii()
            if beyond_ascii and client.is_ehlo_or_helo_needed:
                await client.ehlo()
            if beyond_ascii and not client.supports_extension("smtputf8"):
                return Receipt(Outcome.REFUSED, "the relay takes no address with letters beyond ASCII (no SMTPUTF8)")
            options = ("SMTPUTF8", "BODY=8BITMIME") if beyond_ascii else ()
            encoding = "utf-8" if beyond_ascii else "ascii"
            await client.mail(envelope_from, options=options, encoding=encoding)
            step = _Step.ASKING
            await client.rcpt(envelope_to, encoding=encoding)
            complete = await self._signed(with_date(mail, datetime.now(UTC)))
            await sealed()
            step = _Step.HANDING_OVER
            response = await client.data(complete)
        except aiosmtplib.SMTPResponseException as error:
            if error.code < 0:  # the library's own, for an answer that is none
                return self._broken(step, error)
            return _refusal(error.code, error.message, step)
        except UnavailableError as error:
            if step is not _Step.CONNECTING:  # the seal's: whoever waits for it has to know
                raise
            return Receipt(Outcome.NOT_SENT, str(error)[:300], asked=False)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            return self._broken(step, error)
        finally:
            client.close()
        return Receipt(Outcome.SENT, response.message[:200], code=response.code)

    async def _sign_in(self, client: aiosmtplib.SMTP) -> None:
        if not self.user:
            return
        if self.password:
            await client.login(self.user, self.password)
        elif self.tokens:
            try:
                await client.auth_xoauth2(self.user, await self.tokens.token())
            except aiosmtplib.SMTPAuthenticationError:
                self.tokens.forget()
                raise

    async def _signed(self, mail: bytes) -> bytes:
        # In a thread: it is arithmetic with long numbers, and pages must not wait for it.
        return await asyncio.to_thread(self.sign, mail) if self.sign else mail

    def _broken(self, step: _Step, error: Exception) -> Receipt:
        outcome = Outcome.MAYBE_SENT if step is _Step.HANDING_OVER else Outcome.NOT_SENT
        says = f"relay {self.host}:{self.port}: {type(error).__name__}: {error}"[:300]
        return Receipt(outcome, says, asked=step.asked)


def relay_of(settings: Settings, tokens: TokenSource | None, sign: Signer | None) -> Relay | None:
    """Return the relay that the settings name, None where they name none.

    Raises:
        ConfigurationError: its URL is none, or names a user whom nothing signs in.
    """
    if not settings.smtp_relay:
        return None
    relay = Relay.from_url(settings.smtp_relay, settings.smtp_timeout)
    if relay.user and not relay.password and tokens is None:
        raise ConfigurationError(
            "DESKBOT_SMTP_RELAY: names a user and no password; write smtp+starttls://user:password@host, or set "
            "DESKBOT_MAIL_OAUTH_TOKEN_URL"
        )
    return replace(relay, tokens=tokens, sign=sign)


def _refusal(code: int, message: str, step: _Step) -> Receipt:
    """Tell a refusal for good (5xx) from one for now (4xx); a reply of the relay is never a maybe.

    A relay that does not let us in says nothing of the letter: a password can be mended, and then it goes out.
    Nor does one that puts us off before it has heard the address, or that closes (421).
    """
    for_good = code >= _PERMANENT and step is not _Step.CONNECTING
    return Receipt(
        Outcome.REFUSED if for_good else Outcome.NOT_SENT,
        f"relay: {code} {message}"[:300],
        code=code,
        asked=step.asked and code != _CLOSING,
    )
