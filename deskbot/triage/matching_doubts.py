"""What reading tells matching: whether a message reports trouble at all, or asks, plans, wishes and orders.

A question about faxes shares its words with faxes that fail. What a sentence is for is read elsewhere (ADR 9); here it
becomes one number, how much more there is to say for none of the playbooks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import likelihood
from deskbot.triage.sentences import Sentence

_NOT_NOW = (Label.HYPOTHETICAL, Label.OVER, Label.NEGATED)


@dataclass(frozen=True, slots=True)
class DoubtWeights:
    """How much each reading says for none; fitted by tests/bench/matching_fit.py. Below zero it says against none."""

    trouble_now: float = -2.66
    hypothetical: float = 0.91
    howto: float = -0.27
    feature: float = 2.29
    quote: float = 1.06
    rma: float = 0.19
    access: float = 0.17
    over: float = -0.76
    enduser: float = 0.51
    hardware_dead: float = 0.78
    """Dead hardware is a matter for a person, unless the playbook's words say otherwise."""
    no_boot: float = 0.03
    data_loss: float = 0.16


DOUBTS = DoubtWeights()
ASIDE = (Label.HYPOTHETICAL, Label.OVER, Label.NEGATED, Label.HOWTO, Label.QUOTE)
SURE_ASIDE, TROUBLE_TOO = 0.8, 0.5
"""From where a sentence is taken to be aside, and from where it tells of trouble all the same."""
_READ = tuple(Label(name) for name in DoubtWeights.__dataclass_fields__ if name != "trouble_now")


def readings(sentences: Sequence[Sentence]) -> NDArray[np.float64]:
    """Return how surely the message as a whole reads as each thing, in the order of `DoubtWeights`."""
    now = max((_now(one.text) for one in sentences), default=0.0)
    others = (max((likelihood(one.text, label) for one in sentences), default=0.0) for label in _READ)
    return np.array([now, *others])


def tells_of_now(sentence: Sentence) -> bool:
    """Return whether the words of a sentence may speak for a playbook: "the disk is at 31 %" is no full disk."""
    if likelihood(sentence.text, Label.TROUBLE) > TROUBLE_TOO:
        return True
    return likelihood(sentence.text, *ASIDE) < SURE_ASIDE


def _now(text: str) -> float:
    return likelihood(text, Label.TROUBLE) * (1 - likelihood(text, *_NOT_NOW))


def doubt(sentences: Sequence[Sentence], weights: DoubtWeights = DOUBTS) -> float:
    """Return what is to be added to the odds (logarithm) that none of the playbooks is meant."""
    return round(float(readings(sentences) @ np.array(astuple(weights))), 6)
