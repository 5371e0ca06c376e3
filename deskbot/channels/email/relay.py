"""Our letters to the relay, by SMTP, each once: what came of it is one of three ends."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

import aiosmtplib

from deskbot.channels import Sealed
from deskbot.channels.email.rendering import with_date
from deskbot.errors import ConfigurationError
from deskbot.model.message import Outcome, Receipt

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_PERMANENT = 500


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
        )

    async def send(self, mail: bytes, envelope_from: str, envelope_to: str, sealed: Sealed) -> Receipt:
        """Hand one mail over; `sealed` is awaited before its bytes go out."""
        client = aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            timeout=self.timeout,
            use_tls=self.tls == "smtps",
            start_tls=self.tls == "smtp+starttls",
            tls_context=ssl.create_default_context() if self.tls != "smtp" else None,
        )
        handing_over = False
        try:
            await client.connect()
            if self.user:
                await client.login(self.user, self.password)
            await client.mail(envelope_from)
            await client.rcpt(envelope_to)
            await sealed()
            handing_over = True
            response = await client.data(with_date(mail, datetime.now(UTC)))
        except aiosmtplib.SMTPResponseException as error:
            return _refusal(error.code, error.message)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            outcome = Outcome.MAYBE_SENT if handing_over else Outcome.NOT_SENT
            return Receipt(outcome, f"relay {self.host}:{self.port}: {type(error).__name__}: {error}"[:300])
        finally:
            client.close()
        return Receipt(Outcome.SENT, response.message[:200], code=response.code)


def _refusal(code: int, message: str) -> Receipt:
    """Tell a refusal for good (5xx) from one for now (4xx); a reply of the relay is never a maybe."""
    outcome = Outcome.REFUSED if code >= _PERMANENT else Outcome.NOT_SENT
    return Receipt(outcome, f"relay: {code} {message}"[:300], code=code)
