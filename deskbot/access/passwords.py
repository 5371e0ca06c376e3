"""Which words may be a password, and after how many wrong ones somebody waits. Pure.

Length is what counts; no mixture of signs is asked for (NIST SP 800-63B, 3.1.1.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SHORTEST, LONGEST = 12, 200
FEWEST_SIGNS = 5
"""Different ones."""


def weakness(password: str, *names: str) -> str:
    """Return why something is no password, in words; empty where it is one.

    Args:
        password: what is to be one.
        names: what it must not be made of: the account's, the desk's.
    """
    if len(password) < SHORTEST:
        return f"it has {len(password)} characters, and {SHORTEST} are needed: a few words with spaces are easy to keep"
    if len(password) > LONGEST:
        return f"it has {len(password)} characters, and {LONGEST} are the most"
    if len(set(password)) < FEWEST_SIGNS:
        return "it is the same few signs over and over"
    folded = password.casefold()
    for name in names:
        if len(name) > 2 and len(folded.replace(name.casefold(), "")) < SHORTEST // 2:  # noqa: PLR2004  (initials are in many words)
            return f'it is little more than "{name}", which everybody knows'
    return ""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many wrong tries within a time, and no more."""

    most: int
    within: timedelta


FROM_ONE_PLACE_FOR_ONE_NAME = Limit(5, timedelta(minutes=15))
FROM_ONE_PLACE = Limit(30, timedelta(minutes=15))
FOR_ONE_NAME = Limit(100, timedelta(hours=1))
"""High, as whoever knows a name could keep its owner out by it; a password of twelve signs stands a hundred tries."""


def wait(tries: Sequence[tuple[datetime, bool, bool]], now: datetime, *, known: bool = False) -> timedelta:
    """Return how long somebody waits before they may try again; nothing where they may at once.

    Args:
        tries: the wrong ones of late: when, whether for this name, and whether from this place.
        now: the moment.
        known: whether the place is a browser in which they have signed in before; then what was tried elsewhere does
            not keep them out.
    """
    tries = [one for one in tries if one[2]] if known else tries
    of_both = [at for at, name, place in tries if name and place]
    waits = (
        _until(of_both, FROM_ONE_PLACE_FOR_ONE_NAME, now),
        _until([at for at, _, place in tries if place], FROM_ONE_PLACE, now),
        _until([at for at, name, _ in tries if name], FOR_ONE_NAME, now),
    )
    return max(waits)


def _until(tries: Sequence[datetime], limit: Limit, now: datetime) -> timedelta:
    late = sorted(at for at in tries if at > now - limit.within)
    if len(late) < limit.most:
        return timedelta()
    return late[-limit.most] + limit.within - now
