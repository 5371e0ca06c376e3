"""Whose certificates are trusted: those of this machine's store, or where SSL_CERT_FILE and SSL_CERT_DIR lead."""

from __future__ import annotations

import ssl
from functools import cache


@cache
def trusted() -> ssl.SSLContext:
    """Return what our clients of the web verify by, made once: to read the certificates takes a loop 50 ms.

    Who calls from a running loop asks for it when they are made: before the loop runs. It is not for mail: a client of
    the web writes into it which protocols it speaks.
    """
    return ssl.create_default_context()
