"""What a chat message says by a command in front: its ticket, that it is new, that it is urgent."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.commands.tickets import Verb, read_text

_ABOUT = (Verb.ADD, Verb.URGENT, Verb.STATUS)
LONGEST_SUBJECT = 70


@dataclass(frozen=True, slots=True)
class Told:
    """A message, less the command in front of it."""

    words: str
    about: int | None = None
    """The ticket that it names, unchecked."""
    anew: bool = False
    """Whether it wants a ticket of its own."""
    urgent: bool = False
    """Whether it says outright that the ticket is urgent."""

    @property
    def subject(self) -> str:
        """Return its first line, as nobody writes a subject into a chat; empty where there are no words."""
        first = next((line.strip() for line in self.words.splitlines() if line.strip()), "")
        if len(first) <= LONGEST_SUBJECT:
            return first
        kept = first[:LONGEST_SUBJECT].rpartition(" ")[0] or first[:LONGEST_SUBJECT]
        return f"{kept.rstrip(' .,;:-')}…"


def told_by(text: str) -> Told:
    """Read a message: "T-1042 still dead" is about that ticket, "new …" about none that there is."""
    wanted = read_text(text)
    if wanted is None:
        return Told(text)
    if wanted.verb is Verb.NEW:
        return Told(text, anew=True)  # "New phones do not register" begins with no command: nothing of it may be lost
    about = wanted.ticket if wanted.verb in _ABOUT else None
    return Told(wanted.words or text, about, urgent=wanted.verb is Verb.URGENT and about is not None)
