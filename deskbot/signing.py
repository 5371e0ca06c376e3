"""The key by which deskbot knows again what it has made, and the one before it while it is replaced. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import Self

_SHORT_BYTES = 10


class SigningKey(bytes):
    """A key that signs, with those that have signed before: what they made still counts. As bytes it is itself."""

    before: tuple[bytes, ...]

    def __new__(cls, key: bytes, before: Iterable[bytes] = ()) -> Self:
        """Return a key."""
        made = super().__new__(cls, key)
        made.before = tuple(before)
        return made

    def __repr__(self) -> str:
        """Tell nothing of it."""
        return "SigningKey(…)"

    __str__ = __repr__


def short_signature(what: str, secret: bytes) -> str:
    """Return 16 small letters and digits (80 bits of an HMAC-SHA256, in base 32): they stand in addresses and links.

    Args:
        what: is signed; it begins with its purpose, so that no signature serves another one.
        secret: the key.
    """
    return base64.b32encode(hmac.digest(secret, what.encode(), hashlib.sha256)[:_SHORT_BYTES]).decode().lower()


def is_signed(given: str, secret: bytes, sign: Callable[[bytes], str]) -> bool:
    """Return whether a signature is one of ours, by the key of now or one before it.

    Args:
        given: the signature that somebody brings.
        secret: the key of now; a `SigningKey` where there are others.
        sign: returns what it would be by a key.
    """
    keys = (secret, *secret.before) if isinstance(secret, SigningKey) else (secret,)
    brought = given.encode("utf-8", "replace")
    return any(hmac.compare_digest(brought, sign(key).encode()) for key in keys)
