"""Secrets that lie in the database: sealed with a key that does not lie there."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nacl.exceptions import CryptoError
from nacl.secret import Aead

from deskbot.errors import ConfigurationError
from deskbot.settings import Settings

_USE = b"deskbot sealed"
"""A key signs links, too; what seals is made of it, and is another one."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that may open; the first one seals."""

    secrets: Sequence[bytes] = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Keys:
        """Return the keys of some settings.

        Raises:
            ConfigurationError: there is none, or one is too short.
        """
        return cls((settings.secret(), *settings.old_secrets()))

    def seal(self, text: str, place: str) -> str:
        """Return a text that opens at one place only: copied to another one it is nothing."""
        sealed = _box(self.secrets[0]).encrypt(text.encode(), place.encode())
        return base64.b64encode(sealed).decode()

    def open(self, sealed: str, place: str) -> str:
        """Return what was sealed.

        Raises:
            ConfigurationError: none of the keys opens it.
        """
        text = _opened(self.secrets, sealed, place)
        if text is None:
            raise ConfigurationError(
                f"the token of {place} was sealed with another DESKBOT_SECRET_KEY: name that one in "
                "DESKBOT_SECRET_KEY_OLD and run deskbot secrets rotate, or have the app installed there again"
            )
        return text

    def is_sealed_by_first(self, sealed: str, place: str) -> bool:
        """Return whether the others are not needed."""
        return _opened(self.secrets[:1], sealed, place) is not None


def _opened(secrets: Iterable[bytes], sealed: str, place: str) -> str | None:
    for secret in secrets:
        try:
            return _box(secret).decrypt(base64.b64decode(sealed, validate=True), place.encode()).decode()
        except (CryptoError, ValueError):
            continue
    return None


def _box(secret: bytes) -> Aead:
    return Aead(hashlib.blake2b(secret, digest_size=Aead.KEY_SIZE, person=_USE).digest())
