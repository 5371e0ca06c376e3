"""Who may sign in to submit mail: a file of `address:scrypt-hash` lines, and the check of a password."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from deskbot.access.domains import normal_address
from deskbot.channels.email.door.renewed import Renewed
from deskbot.errors import ConfigurationError
from deskbot.settings import Settings

Users = Renewed[Mapping[str, str]]

COST = (15, 8, 1)
"""log2(N), r and p of new hashes: 32 MB and some 50 ms for each try."""
MAX_COST = (18, 16, 4)
"""A line that asks for more is refused: one try would stop the machine."""
MAX_PASSWORD = 1024
"""Octets; nobody types more, and hashing more is work for an attacker to hand out."""
_MEMORY = 128 * 1024 * 1024 * 5


def users_of(settings: Settings) -> Users | None:
    """Return who may sign in, None where nobody may.

    Raises:
        ConfigurationError: the file cannot be read, or has a line that is wrong.
    """
    file = settings.smtp_users_file
    return None if file is None else Renewed((file,), lambda: read_users(file))


def read_users(file: Path) -> Mapping[str, str]:
    """Return the hash of each address's password.

    Raises:
        ConfigurationError: the file cannot be read, or a line is wrong; names file and line.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise ConfigurationError(
            f"DESKBOT_SMTP_USERS_FILE={file}: cannot be read ({why}); make it with: deskbot mail user ADDRESS"
        ) from None
    users: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        written, _, hashed = line.strip().partition(":")
        address = normal_address(written)
        if not address:
            raise ConfigurationError(f"{file}:{number}: a line begins with one plain mail address and a colon")
        if address in users:
            raise ConfigurationError(f"{file}:{number}: this address stands in the file twice; take one line out")
        try:
            _take_apart(hashed)
        except ValueError:
            raise ConfigurationError(
                f"{file}:{number}: the part after the colon is no password hash; make the line with: "
                "deskbot mail user ADDRESS"
            ) from None
        users[address] = hashed
    return users


def hash_password(password: str) -> str:
    """Return a new hash of a password, with its parameters in it."""
    salt = os.urandom(16)
    return "$scrypt$ln={},r={},p={}${}${}".format(*COST, _pack(salt), _pack(_scrypt(password.encode(), salt, COST)))


def may_sign_in(users: Mapping[str, str], address: str, password: bytes) -> str:
    """Return the address as which somebody is signed in, empty where the password is not theirs. Takes its time.

    An address that is not in the file costs the same work as one that is.
    """
    known = normal_address(address)
    hashed = users.get(known, _NOBODY)
    if not password or len(password) > MAX_PASSWORD:
        return ""
    cost, salt, digest = _take_apart(hashed)
    right = hmac.compare_digest(_scrypt(password, salt, cost), digest)
    return known if right and hashed is not _NOBODY else ""


def with_user(lines: str, address: str, hashed: str) -> str:
    """Return a users file's text with one user added, or with their line replaced."""
    kept = [line for line in lines.splitlines() if normal_address(line.partition(":")[0]) != address]
    return "\n".join((*kept, f"{address}:{hashed}")) + "\n"


def _scrypt(password: bytes, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    power, block, parallel = cost
    return hashlib.scrypt(password, salt=salt, n=1 << power, r=block, p=parallel, maxmem=_MEMORY, dklen=32)


def _pack(octets: bytes) -> str:
    return base64.b64encode(octets).decode().rstrip("=")


def _unpack(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise ValueError("no base64") from None


def _take_apart(hashed: str) -> tuple[tuple[int, int, int], bytes, bytes]:
    """Return cost, salt and digest of a hash.

    Raises:
        ValueError: it is none, or one that is too costly to check.
    """
    empty, kind, costs, salt, digest = hashed.split("$")
    power, block, parallel = _numbers(costs)
    bounded = all(1 <= is_ <= most for is_, most in zip((power, block, parallel), MAX_COST, strict=True))
    if empty or kind != "scrypt" or not bounded:
        raise ValueError("no scrypt hash")
    unpacked = (power, block, parallel), _unpack(salt), _unpack(digest)
    if len(unpacked[1]) < 8 or len(unpacked[2]) != 32:  # noqa: PLR2004  (octets of salt and digest)
        raise ValueError("a salt or a digest of the wrong length")
    return unpacked


def _numbers(costs: str) -> Iterator[int]:
    for part, name in zip(costs.split(","), ("ln", "r", "p"), strict=True):
        key, _, number = part.partition("=")
        if key != name:
            raise ValueError("no cost")
        yield int(number)


_NOBODY = "$scrypt$ln={},r={},p={}${}${}".format(*COST, _pack(bytes(16)), _pack(bytes(32)))
