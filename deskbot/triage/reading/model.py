"""What the trained weights say of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from deskbot.triage.reading.features import SLOTS, features, weigh
from deskbot.triage.reading.labels import LABELS, Label
from deskbot.triage.reading.lexicon import Lexicon

PLACES = 3
"""Decimals of a probability; what is beyond depends on the machine."""

Vector = tuple[npt.NDArray[np.int32], npt.NDArray[np.float64]]
"""Slots and their weights."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights over the slots of a sentence, one column a label."""

    known: Lexicon
    weights: npt.NDArray[np.int8]
    """Of each slot for each label, in steps of its scale: a quarter of what they stand for."""
    scales: npt.NDArray[np.float32]
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
        scores = weights @ (self.weights[filled].astype(np.float32) * self.scales) + self.offsets
        chances = 1 / (1 + np.exp(-np.clip(self.slopes * scores + self.shifts, -30, 30)))
        rounded = [round(float(chance), PLACES) for chance in chances]
        return MappingProxyType(dict(zip(LABELS, rounded, strict=True)))

    def vector(self, text: str) -> Vector:
        """Return the sentence's slots, each once, with their weights."""
        filled, weights = weigh(features(text, self.known), self.rarity)
        vector: dict[int, float] = {}
        for slot, weight in zip(filled.tolist(), weights.tolist(), strict=True):
            vector[slot] = vector.get(slot, 0.0) + weight
        return np.fromiter(vector, np.int32, len(vector)), np.fromiter(vector.values(), np.float64, len(vector))


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of many sentences fills, `surface` or `meaning`: of each sentence at least one slot."""

    slots: npt.NDArray[np.uint16]
    """Sentence by sentence."""
    filled: npt.NDArray[np.int64]
    """How many of them are each sentence's."""
    share: float
    """What the part weighs in its sentence."""

    def of(self, chosen: npt.NDArray[np.bool_]) -> Part:
        """Return the part of some of the sentences."""
        return Part(self.slots[np.repeat(chosen, self.filled)], self.filled[chosen], self.share)


@dataclass(frozen=True, slots=True)
class Shown:
    """Sentences that a text is compared with, laid out by slot: of most sentences a text shares few slots."""

    texts: tuple[str, ...]
    starts: npt.NDArray[np.int32]
    """Where the sentences that fill a slot begin in `places` and `weights`; one more stands at the end."""
    places: npt.NDArray[np.uint16]
    weights: npt.NDArray[np.float32]


def shown(texts: Sequence[str], parts: Iterable[Part], rarity: npt.NDArray[np.float64]) -> Shown:
    """Lay sentences out; each weighs in its slots what `weigh` says."""
    slots: list[npt.NDArray[np.uint16]] = []
    weights: list[npt.NDArray[np.float32]] = []
    places: list[npt.NDArray[np.uint16]] = []
    for part in parts:
        rare = rarity[part.slots]
        begins = np.cumsum(part.filled) - part.filled
        slots.append(part.slots)
        scales = np.sqrt(part.share / np.add.reduceat(rare**2, begins))
        weights.append((rare * np.repeat(scales, part.filled)).astype(np.float32))
        places.append(np.repeat(np.arange(len(texts), dtype=np.uint16), part.filled))
    filled = np.concatenate(slots)
    order = np.argsort(filled, kind="stable")
    starts = np.searchsorted(filled[order], np.arange(SLOTS + 1)).astype(np.int32)
    return Shown(tuple(texts), starts, np.concatenate(places)[order], np.concatenate(weights)[order])


def nearest(vector: Vector, others: Shown, count: int) -> list[str]:
    """Return the texts that are most alike, the likest first."""
    slots, weights = vector
    begins, ends = others.starts[slots], others.starts[slots + 1]
    spans = [slice(*span) for span in zip(begins.tolist(), ends.tolist(), strict=True)]
    places = np.concatenate([others.places[span] for span in spans])
    products = np.concatenate([others.weights[span] for span in spans]) * np.repeat(weights, ends - begins)
    alike = np.bincount(places, weights=products, minlength=len(others.texts))
    # Only those that may be among the first when their likeness is rounded.
    least = np.partition(alike, -count)[-count] - 10**-PLACES
    likest = np.flatnonzero(alike >= least).tolist()
    ordered = sorted((-round(float(alike[place]), PLACES), others.texts[place]) for place in likest)
    return [text for _, text in ordered[:count]]
