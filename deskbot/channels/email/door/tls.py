"""TLS for the mail door, from a certificate and a key on disk."""

from __future__ import annotations

import ssl
from pathlib import Path

from deskbot.channels.email.door.renewed import Renewed
from deskbot.errors import ConfigurationError
from deskbot.settings import Settings

Certificate = Renewed[ssl.SSLContext]


def certificate_of(settings: Settings) -> Certificate | None:
    """Return the door's certificate, None where none is configured.

    Raises:
        ConfigurationError: one half is missing, or the two cannot be used.
    """
    chain, key = settings.smtp_tls_certificate, settings.smtp_tls_key
    if chain is None and key is None:
        return None
    if chain is None or key is None:
        raise ConfigurationError(
            "TLS needs both halves: set DESKBOT_SMTP_TLS_CERTIFICATE and DESKBOT_SMTP_TLS_KEY, or neither"
        )
    return Renewed((chain, key), lambda: context_from(chain, key))


def context_from(chain: Path, key: Path) -> ssl.SSLContext:
    """Return a server's context for TLS 1.2 and later.

    Raises:
        ConfigurationError: the files cannot be read, or do not belong together.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_RENEGOTIATION
    try:
        # The empty password keeps an encrypted key from asking the terminal for one.
        context.load_cert_chain(chain, key, password=lambda: "")
    except (OSError, ValueError) as error:
        why = getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error)
        raise ConfigurationError(
            f"DESKBOT_SMTP_TLS_CERTIFICATE={chain}, DESKBOT_SMTP_TLS_KEY={key}: cannot be used ({why}); both must be "
            "PEM files that deskbot's user can read, the key without a password and of that certificate"
        ) from None
    return context
