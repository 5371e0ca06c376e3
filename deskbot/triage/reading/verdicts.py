"""When the model is sure enough to add to what tables of phrases find, or to take something away.

The tables have the first word. The model adds what it is sure of; it takes away only where it is very sure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.library import REMEMBERED, read, why

SURE = 0.9
"""From here the model's word counts where the tables say nothing."""
VERY_SURE = 0.95
"""From here it may take away what a table says."""
DOUBT = 0.5
"""From here a sentence may also mean the opposite."""
LIKELY = 0.85
"""From here the model's word counts where a failure is certain and only its size is asked."""
LIKELY_TROUBLE = 0.7
LIKELY_WIDE = 0.8
FAR_OFF = 0.02
"""Below this the sentence is of something else, whatever words it shares."""
FEWEST = 3
"""A line of fewer words (a name, a greeting) is no sentence."""
NOT_NOW = (Label.HYPOTHETICAL, Label.PAST, Label.OVER, Label.NEGATED)
"""What turns a failure into none."""

_WORD = re.compile(r"[^\W\d_]{2,}")


def likelihood(text: str, *labels: Label) -> float:
    """Return how probable the likeliest of the labels is; nothing is probable of a line that is no sentence."""
    if not is_sentence(text):
        return 0.0
    chances = read(text)
    return max(chances[label] for label in labels)


@lru_cache(maxsize=REMEMBERED)
def is_sentence(text: str) -> bool:
    """Return whether a line has words enough to be read as one."""
    return len(_WORD.findall(text)) >= FEWEST


def unlikely(text: str, *labels: Label) -> bool:
    """Return whether the sentence surely tells none of these; nothing is said of a line that is no sentence."""
    return is_sentence(text) and likelihood(text, *labels) < FAR_OFF


def tells(text: str, *labels: Label, at: float = SURE) -> bool:
    """Return whether the sentence surely tells one of these."""
    return likelihood(text, *labels) >= at


def tells_now(text: str, *labels: Label, at: float = SURE) -> bool:
    """Return whether the sentence surely tells one of these, and of what goes on."""
    return tells(text, *labels, at=at) and not tells(text, *NOT_NOW, at=DOUBT)


def tells_no_trouble(text: str, *labels: Label) -> bool:
    """Return whether the sentence very surely tells one of these, and hardly a trouble."""
    return tells(text, *labels, at=VERY_SURE) and not tells(text, Label.TROUBLE, at=DOUBT)


def likeliest(text: str, *labels: Label) -> Label:
    """Return the likeliest of the labels."""
    chances = read(text)
    return max(labels, key=lambda label: chances[label])


def because(text: str, *labels: Label) -> str:
    """Return in words why the sentence is read so: its likeliest label, how probable, and what it is like."""
    return f"the sentence {why(text, likeliest(text, *labels))}"
