"""How much of what is sent to us is held at one time: by all who send files together, and none of it is read before."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from deskbot.errors import DeskbotError

SMALL = 200_000
"""Bytes of a request that carries no files at most; up to there none is counted."""
LATER: Mapping[str, str] = {"Retry-After": "5"}
"""What whoever finds no room is told, for programs."""


class NoRoomError(DeskbotError):
    """So much is being sent just now that no more can be held; nothing of it was read."""


@dataclass(slots=True)
class Room:
    """The room that one process has for what is sent to it."""

    most: int
    """Bytes; nobody has more than half of them."""
    taken: dict[str, int] = field(default_factory=dict)
    """By who sends."""

    @contextmanager
    def taking(self, size: int, whose: str) -> Generator[None]:
        """Hold so many bytes until the block ends.

        Args:
            size: bytes.
            whose: who sends them, so that one who sends much leaves room for others.

        Raises:
            NoRoomError: there is no room for as much.
        """
        if size <= SMALL:
            yield
            return
        theirs = self.taken.get(whose, 0)
        if sum(self.taken.values()) + size > self.most or theirs + size > self.most // 2:
            raise NoRoomError("so much is being sent just now that there is no room for more: try again in a moment")
        self.taken[whose] = theirs + size
        try:
            yield
        finally:
            self.taken[whose] -= size
            if not self.taken[whose]:
                del self.taken[whose]


def told_size(length: str) -> int | None:
    """Return how many bytes a request says that it has (its Content-Length); None where it says nothing of use."""
    good = length.isascii() and length.isdigit() and len(length) < 16  # noqa: PLR2004  (more is no size of anything)
    return int(length) if good else None
