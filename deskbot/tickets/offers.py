"""What a reader may answer by pressing a button, on channels that have such. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from deskbot.model.message import LONGEST_OFFER, Offer, Question
from deskbot.tickets.reference import reference
from deskbot.tickets.speech import say

STARS = range(1, 6)


def for_questions(number: int, questions: Sequence[Question]) -> tuple[Offer, ...]:
    """Return the usual answers to the first question that has some: buttons of several would be taken for one's."""
    options = next((one.options for one in questions if one.options), ())
    offers = (Offer(one.label, f"{reference(number)} {one.says}") for one in options)
    return tuple(one for one in offers if len(one.says.encode()) <= LONGEST_OFFER)


def whether_solved(number: int, language: str) -> tuple[Offer, ...]:
    """Return yes and no to the question whether a trouble is solved."""
    return tuple(Offer(say(language, f"offer-{word}"), f"{reference(number)} {word}") for word in ("yes", "no"))


def rating(number: int) -> tuple[Offer, ...]:
    """Return one to five, for who is asked how they rate a ticket."""
    return tuple(Offer(str(one), f"{reference(number)} {one}") for one in STARS)
