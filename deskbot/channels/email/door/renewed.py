"""What is read from files, and read again when they change: a renewed certificate, a new user."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from deskbot.errors import ConfigurationError

T = TypeVar("T")

log = logging.getLogger(__name__)


class Renewed(Generic[T]):
    """A value made from files. A version that cannot be used is logged, and the last good one stays."""

    def __init__(self, files: Sequence[Path], read: Callable[[], T]) -> None:
        """Read it for the first time.

        Raises:
            ConfigurationError: it cannot be used; from `read`.
        """
        self._files = tuple(files)
        self._read = read
        self._seen = self._look()
        self._value = read()

    @property
    def value(self) -> T:
        """The value, of the files as they are now if these can be used."""
        now = self._look()
        if now != self._seen:
            # Noted first: a broken version is told once, not with every client.
            self._seen = now
            try:
                self._value = self._read()
            except ConfigurationError as error:
                log.error("kept as before: %s", error, extra={"action": "renewal_failed"})  # noqa: TRY400
        return self._value

    def _look(self) -> tuple[tuple[int, int, int], ...]:
        return tuple(_version(file) for file in self._files)


def _version(file: Path) -> tuple[int, int, int]:
    try:
        found = file.stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_mtime_ns, found.st_size, found.st_ino)
