"""Whose certificates are trusted: those that httpx brings, or what SSL_CERT_FILE names. Read once: that takes 50 ms."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    """Return what a client verifies by, as `httpx` would make it anew for each.

    Who calls from a running loop asks for it when they are made: before the loop runs.
    """
    return httpx.create_ssl_context()
