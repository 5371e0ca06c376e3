"""Whose certificates are trusted: those in this machine's store, or what SSL_CERT_FILE or SSL_CERT_DIR names."""

from __future__ import annotations

import ssl
from functools import cache
from pathlib import Path

import httpx


@cache
def trusted() -> ssl.SSLContext:
    """Return what all clients of the web verify by, made once.

    Who calls from a running loop asks for it when they are made: before the loop runs. It is not for mail: a client of
    the web writes into it which protocols it speaks.
    """
    return trusting()


def trusting() -> ssl.SSLContext:
    """Return what a client verifies by, made anew: 50 ms, in which a loop does nothing else.

    Where the machine has no store, as some images and some Pythons have none, those count that httpx brings.
    """
    return ssl.create_default_context() if _is_there(ssl.get_default_verify_paths()) else httpx.create_ssl_context()


def _is_there(store: ssl.DefaultVerifyPaths) -> bool:
    return bool(store.cafile) or (bool(store.capath) and any(Path(store.capath).iterdir()))
