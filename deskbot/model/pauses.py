"""How long is waited before what was tried in vain is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Pauses:
    """Pauses between attempts, each twice as long as the one before, up to the longest."""

    first: timedelta
    longest: timedelta

    def after(self, attempts: int) -> timedelta:
        """Return how long to wait after so many attempts in vain, at least one."""
        return min(self.first * 2 ** min(attempts - 1, 20), self.longest)


NOTIFICATIONS = Pauses(timedelta(seconds=1), timedelta(seconds=30))
"""From the beginning of one attempt at a page to that of the next."""
NOTICES = Pauses(timedelta(seconds=2), timedelta(seconds=30))
"""For what responders are told that asks for nothing."""
PAGE_MESSAGES = Pauses(timedelta(seconds=2), timedelta(minutes=4))
"""For a page's message in a chat that is written anew."""
LETTERS = Pauses(timedelta(seconds=10), timedelta(minutes=15))
"""For a letter that the relay, or whoever is behind it, puts off."""
UNASKED_LETTERS = Pauses(timedelta(seconds=10), timedelta(minutes=5))
"""Where the relay did not let us ask; the longest is how soon we find out that it works again."""
CARDS = Pauses(timedelta(seconds=10), timedelta(minutes=10))
"""For a card in the desk's room."""
FILES = Pauses(timedelta(seconds=5), timedelta(minutes=30))
"""For a file that did not come with its message, and for a recording's sound."""
