"""What a backup says of itself."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from deskbot.errors import DeskbotError

FORMAT = 1
"""Of the archive; a later deskbot reads the earlier ones."""


class BackupError(DeskbotError):
    """A backup cannot be made, read, or put back; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class KeyMark:
    """By which a signing key is known again. It is slow to make, so that nobody finds the key by guessing."""

    salt: str
    mark: str

    def fits(self, key: bytes) -> bool:
        """Return whether it is of this key."""
        return hmac.compare_digest(_mark(key, bytes.fromhex(self.salt)), self.mark)


def mark_of(key: bytes) -> KeyMark:
    """Return a new mark of a signing key."""
    salt = os.urandom(16)
    return KeyMark(salt.hex(), _mark(key, salt))


def _mark(key: bytes, salt: bytes) -> str:
    return hashlib.scrypt(key, salt=salt, n=2**14, r=8, p=1, dklen=16).hex()


@dataclass(frozen=True, slots=True)
class Member:
    """One file within the archive."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a backup, and what is needed to put it back."""

    deskbot: str
    """The version that made it."""
    made_at: datetime
    schema: str
    """The newest migration of its database."""
    server: int
    """The major version of the PostgreSQL from which it comes."""
    tools: int
    """That of the tools which dumped it."""
    place: str
    """PostgreSQL's schema in which the tables lie."""
    counts: dict[str, int]
    """How many rows each table has."""
    key: KeyMark | None
    settings: tuple[str, ...]
    """Names of the variables that were set; their values are nowhere in it."""
    members: dict[str, Member] = field(default_factory=dict)

    def fits(self, keys: Iterable[bytes]) -> bool:
        """Return whether one of these signing keys, or none where there was none, is that of the backup."""
        return self.key is None or any(self.key.fits(key) for key in keys)

    def to_json(self) -> bytes:
        """Return it as it is written."""
        told = asdict(self) | {"format": FORMAT, "made_at": self.made_at.isoformat()}
        return json.dumps(told, indent=2).encode()


def manifest_from(raw: bytes) -> Manifest:
    """Read what `Manifest.to_json` has written.

    Raises:
        BackupError: it is no such thing, or of a later format.
    """
    try:
        told: dict[str, Any] = json.loads(raw)
        if told.pop("format") != FORMAT:
            raise BackupError("this backup was made by a later deskbot: restore it with that version, or a newer one")
        typed: dict[str, Any] = {
            "made_at": datetime.fromisoformat(told["made_at"]),
            "counts": {str(name): int(count) for name, count in told["counts"].items()},
            "key": KeyMark(**told["key"]) if told["key"] else None,
            "settings": tuple(told["settings"]),
            "members": {name: Member(**one) for name, one in told["members"].items()},
        }
        return Manifest(**told | typed)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError("this is no backup of deskbot's: what it says of itself cannot be read") from error
