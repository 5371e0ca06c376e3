"""What the sentences of a message ask or tell, for the weighing of its category."""

from __future__ import annotations

from deskbot.model.case import Category
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import likelihood
from deskbot.triage.sentences import Reading, Region
from deskbot.triage.symptoms import failures_below

ASKED_OR_TOLD = (
    Label.TROUBLE,
    Label.HOWTO,
    Label.RMA,
    Label.LICENCE,
    Label.ACCESS,
    Label.FEATURE,
    Label.QUOTE,
    Label.STATUS,
    Label.ENDUSER,
    Label.ADVERT,
    Label.FRAUD,
    Label.HYPOTHETICAL,
    Label.OVER,
    Label.NEGATED,
    Label.TRIED,
    Label.HARDWARE_DEAD,
)
MOST_FAILURES = 4
SHORT = 40
"""Words of a message that says one thing only."""


def kinds(reading: Reading, ruled: Category) -> list[float]:
    """Return how strongly the message asks or tells each thing, 0 to 1.

    In this order: what it is by rule, what its sentences and its subject read as, how much fails, whether it is short.

    Args:
        reading: What the message tells.
        ruled: What the rules take it for.
    """
    told = [sentence.text for sentence in reading.told if sentence.region is not Region.SUBJECT]
    subject = [sentence.text for sentence in reading.told if sentence.region is Region.SUBJECT]
    failing = len(failures_below(reading))
    words = sum(len(text.split()) for text in told)
    return [
        *(float(category is ruled) for category in Category),
        *(max((likelihood(text, label) for text in told), default=0.0) for label in ASKED_OR_TOLD),
        *(max((likelihood(text, label) for text in subject), default=0.0) for label in ASKED_OR_TOLD),
        min(failing, MOST_FAILURES) / MOST_FAILURES,
        float(words <= SHORT),
    ]
