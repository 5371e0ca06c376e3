"""What a responder may do with a page, on whatever medium they answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Choice(StrEnum):
    """One thing that a responder may do; how it is said on each medium stands in `deskbot.commands.choices`."""

    ACKNOWLEDGE = "acknowledge"
    ESCALATE = "escalate"
    RESOLVE = "resolve"
    NOT_URGENT = "not-urgent"
    """Nobody need come for it now: a person's verdict on the severity."""
    SNOOZE = "snooze"
    """Theirs, but not yet: paged anew after a while, unless something happens on the ticket."""
    HAND_OVER = "hand-over"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a responder wants done with one page."""

    choice: Choice
    words: str = ""
    """A note, a solution, or whom to hand over to with a note behind it."""
    span: timedelta | None = None
    """How long it is snoozed; None for the usual time."""
    step: int | None = None
    """The page's step as they saw it, by which they pass it on though it has not reached them; None where it has."""
