"""Mails that could not be taken: how often, when each is tried again, and when a note stands in for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

_ENOUGH = 12
"""The weight of failed fetches at which a mail is handed in without its body."""
_UNSTORED_ENOUGH = 2
"""How often a mail is refused for what it is, until a note of it is handed in."""
_RETRY = 60.0
_LONGEST_RETRY = 3600.0
_LONGEST_UNSTORED = 300.0


class Weight(IntEnum):
    """What a failed fetch weighs."""

    BROKE = 1
    """The connection broke, which once is not the mail's fault."""
    REFUSED = 4


@dataclass(slots=True)
class Failure:
    """What we know of a mail that could not be taken."""

    weight: int = 0
    """Of the fetches that failed."""
    unstored: int = 0
    """How often it was fetched, and could not be stored although the database was there."""
    not_before: float = 0.0


class Failures:
    """The mails of one mailbox that could not be taken so far. Times are seconds of a clock that never jumps."""

    def __init__(self) -> None:
        """Begin with none."""
        self._of: dict[int, Failure] = {}

    def keep(self, uids: Iterable[int]) -> None:
        """Forget all but some: the others are in the mailbox no more."""
        left = set(uids)
        self._of = {uid: failure for uid, failure in self._of.items() if uid in left}

    def forget(self, uid: int) -> None:
        """A mail is taken."""
        self._of.pop(uid, None)

    def in_order(self, uids: Iterable[int], now: float) -> list[int]:
        """Return the mails to be tried now: what failed before comes last, so that it holds up nobody."""
        order = sorted(uids, key=lambda uid: (uid in self._of, uid))
        return [uid for uid in order if uid not in self._of or self._of[uid].not_before <= now]

    def put_last(self, uid: int) -> None:
        """Let the others come before a mail at the next look."""
        self._of.setdefault(uid, Failure())

    def unfetched(self, uid: int, weight: Weight, now: float) -> bool:
        """Note that a mail could not be fetched; return whether from now on nobody asks for its body any more."""
        failure = self._of.setdefault(uid, Failure())
        before = failure.weight
        failure.weight += weight
        pause = 0.0 if failure.weight <= Weight.BROKE else _RETRY * 2 ** min(failure.weight // 4, 10)
        failure.not_before = now + min(pause, _LONGEST_RETRY)
        return before < _ENOUGH <= failure.weight

    def is_given_up(self, uid: int) -> bool:
        """Return whether a mail's body was asked for often enough."""
        return uid in self._of and self._of[uid].weight >= _ENOUGH

    def unstored(self, uid: int, now: float) -> bool:
        """Note that a mail could not be stored; return whether a note of it is to be handed in."""
        failure = self._of.setdefault(uid, Failure())
        failure.unstored += 1
        again = failure.unstored - _UNSTORED_ENOUGH
        if again < 0:
            return False  # once more, at the next look
        failure.not_before = now + min(_RETRY * 2 ** min(again, 10), _LONGEST_UNSTORED)
        return True

    def untold(self) -> bool:
        """Return whether there is mail of which not even a note can be stored."""
        return any(failure.unstored >= _UNSTORED_ENOUGH for failure in self._of.values())

    def until_next(self, now: float) -> Iterable[float]:
        """Return in how many seconds each is due again."""
        return [failure.not_before - now for failure in self._of.values()]
