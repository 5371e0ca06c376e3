"""Passwords as they are kept: argon2id, as slow as the library's own advice (RFC 9106) makes it."""

from __future__ import annotations

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_A_TIME = 2
"""Each takes 64 MB and a twentieth of a second of the processor: who tries a thousand waits for them."""


class Passwords:
    """Makes and compares them, beside the loop."""

    def __init__(self) -> None:
        """Compare none yet."""
        self._hasher = PasswordHasher()
        self._turn = asyncio.Semaphore(AT_A_TIME)

    async def kept(self, password: str) -> str:
        """Return what is kept of a password."""
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def is_right(self, password: str, kept: str) -> bool:
        """Return whether a password is the one that is kept; without any it takes as long, and is wrong."""
        async with self._turn:
            return await asyncio.to_thread(self._compare, password, kept)

    def is_old(self, kept: str) -> bool:
        """Return whether one is kept as it would not be kept today."""
        return self._hasher.check_needs_rehash(kept)

    def _compare(self, password: str, kept: str) -> bool:
        try:
            right = self._hasher.verify(kept or _nobodys(), password)
        except (VerificationError, InvalidHashError):
            return False
        return right and bool(kept)


@cache
def _nobodys() -> str:
    return PasswordHasher().hash("a name that nobody has takes as long as a wrong password")
