"""What the trained weights say of a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from deskbot.triage.reading.features import features, weigh
from deskbot.triage.reading.labels import LABELS, Label
from deskbot.triage.reading.lexicon import Lexicon

PLACES = 3
"""Decimals of a probability; what is beyond depends on the machine."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights over the slots of a sentence, one column a label."""

    known: Lexicon
    weights: npt.NDArray[np.float32]
    offsets: npt.NDArray[np.float64]
    slopes: npt.NDArray[np.float64]
    shifts: npt.NDArray[np.float64]
    """Slope and shift make a score into a probability that keeps its word on sentences that were not trained on."""
    rarity: npt.NDArray[np.float64]
    trained_on: str
    """The digest of what it was trained on."""

    def probabilities(self, text: str) -> Mapping[Label, float]:
        """Return how probable each label is, 0 to 1; labels do not exclude each other."""
        filled, weights = weigh(features(text, self.known), self.rarity)
        scores = weights @ self.weights[filled] + self.offsets
        chances = 1 / (1 + np.exp(-np.clip(self.slopes * scores + self.shifts, -30, 30)))
        rounded = [round(float(chance), PLACES) for chance in chances]
        return MappingProxyType(dict(zip(LABELS, rounded, strict=True)))

    def vector(self, text: str) -> dict[int, float]:
        """Return the sentence's slots with their weights."""
        filled, weights = weigh(features(text, self.known), self.rarity)
        vector: dict[int, float] = {}
        for slot, weight in zip(filled.tolist(), weights.tolist(), strict=True):
            vector[slot] = vector.get(slot, 0.0) + weight
        return vector


def nearest(vector: Mapping[int, float], others: Sequence[tuple[str, Mapping[int, float]]], count: int) -> list[str]:
    """Return the texts that are most alike, the likest first."""
    alike = [
        (round(sum(weight * vector[slot] for slot, weight in other.items() if slot in vector), PLACES), text)
        for text, other in others
    ]
    return [text for _, text in sorted(alike, key=lambda found: (-found[0], found[1]))[:count]]
