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


@dataclass(frozen=True, slots=True)
class Shown:
    """Sentences that a text is compared with, laid out by slot: of most sentences a text shares few slots."""

    texts: tuple[str, ...]
    holding: Mapping[int, Sequence[tuple[int, float]]]
    """For each slot, the places of the sentences that fill it, with their weights."""


def shown(sentences: Sequence[tuple[str, Mapping[int, float]]]) -> Shown:
    """Lay sentences with their vectors out."""
    holding: dict[int, list[tuple[int, float]]] = {}
    for place, (_, vector) in enumerate(sentences):
        for slot, weight in vector.items():
            holding.setdefault(slot, []).append((place, weight))
    return Shown(tuple(text for text, _ in sentences), holding)


def nearest(vector: Mapping[int, float], others: Shown, count: int) -> list[str]:
    """Return the texts that are most alike, the likest first."""
    alike = [0.0] * len(others.texts)
    for slot, weight in vector.items():
        for place, other in others.holding.get(slot, ()):
            alike[place] += weight * other
    ordered = sorted((-round(how, PLACES), text) for how, text in zip(alike, others.texts, strict=True))
    return [text for _, text in ordered[:count]]
