"""Texts to weights: one logistic regression for each label, the same weights for the same texts.

Each text has, for each label, a say: how far the weights still miss it. The says are settled text by text, a few rounds
over all of them (stochastic dual coordinate ascent), so that time and memory grow with the texts and not with their
square. Weights that have not seen a part of the texts are learned in the same rounds, beside those that have seen all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deskbot.triage.reading.features import SLOTS, Features, Slots, weigh
from deskbot.triage.reading.labels import LABELS

Floats = npt.NDArray[np.float64]

DECAY = 0.03
"""How strongly weights are pulled to nothing, so that no sentence is learned by heart."""
ROUNDS = 20
"""Times that every text is looked at."""
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Corpus:
    """The sentences as numbers."""

    filled: tuple[Slots, ...]
    """The slots of each sentence."""
    weights: tuple[Floats, ...]
    """What each of its slots weighs; a sentence's squares add up to one."""
    rarity: Floats
    """For every slot: the rarer, the weightier."""


def corpus(sentences: Sequence[Features]) -> Corpus:
    """Weigh the slots: what stands in every sentence says little."""
    everything = [part for one in sentences for part in (one.surface, one.meaning)]
    counts = np.bincount(np.concatenate(everything), minlength=SLOTS)
    rarity = (np.log((1 + len(sentences)) / (1 + counts)) + 1).astype(np.float16).astype(np.float64)
    return weighed(sentences, rarity)


def weighed(texts: Sequence[Features], rarity: Floats) -> Corpus:
    """Weigh the slots by a rarity that is known."""
    found = [_once(*weigh(one, rarity)) for one in texts]
    return Corpus(tuple(slots for slots, _ in found), tuple(weights for _, weights in found), rarity)


def _once(slots: Slots, weights: Floats) -> tuple[Slots, Floats]:
    """Return the slots, each once: a word and a meaning may share one by chance."""
    found, places = np.unique(slots, return_inverse=True)
    summed = np.zeros(len(found))
    np.add.at(summed, places, weights)
    return found, summed


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights of every slot for each label, and how they do on texts that they have not seen."""

    weights: Floats
    offsets: Floats
    crossed: Floats
    """The score of each text for each label, by weights that were learned without its part."""


def learn(texts: Corpus, wanted: Floats, parts: npt.NDArray[np.int64]) -> Learned:
    """Return the weights that tell the labels of texts.

    Args:
        texts: The texts as numbers.
        wanted: For each text and label 1 or 0.
        parts: To which part each text belongs, counted from 0: one text is scored by what other parts teach.
    """
    size, labels = wanted.shape
    count = int(parts.max()) + 1
    share = np.clip(wanted.mean(axis=0), 1e-3, 1 - 1e-3)
    offsets = np.log(share / (1 - share))
    everywhere = np.tile(offsets, count + 1)
    sides = np.tile(2 * wanted - 1, (1, count + 1))
    learns = np.ones((size, count + 1, labels))
    learns[np.arange(size), parts] = 0.0
    learns = learns.reshape(size, -1)
    says = np.zeros_like(sides)
    weights = np.zeros((SLOTS, sides.shape[1]))
    for _ in range(ROUNDS):
        for place in in_turn(size):
            slots, weight = texts.filled[place], texts.weights[place]
            side = sides[place]
            score = weight @ weights[slots] + everywhere
            step = 1 + 0.25 * float(weight @ weight) / DECAY
            change = learns[place] * (side * chances(-side * score) - says[place]) / step
            says[place] += change
            weights[slots] += np.outer(weight, change / DECAY)
    crossed = np.zeros_like(wanted)
    for place in range(size):
        block = slice(int(parts[place]) * labels, (int(parts[place]) + 1) * labels)
        crossed[place] = texts.weights[place] @ weights[texts.filled[place], block] + offsets
    return Learned(weights[:, -labels:], offsets, crossed)


def in_turn(size: int) -> npt.NDArray[np.int64]:
    """Return the order in which texts are looked at: neighbours, which are often alike, far from each other."""
    return np.argsort(np.arange(size, dtype=np.int64) * 7919 % 104729, kind="stable")


def calibrate(scores: Floats, wanted: Floats) -> tuple[float, float]:
    """Return slope and offset that make scores of unseen sentences into true probabilities."""
    slope, offset = 1.0, 0.0
    for _ in range(50):
        chance = chances(slope * scores + offset)
        spread = np.maximum(chance * (1 - chance), 1e-6)
        gradient = np.array([np.sum((chance - wanted) * scores) + 0.01 * (slope - 1), np.sum(chance - wanted)])
        second = np.sum(spread * scores)
        matrix = np.array([[np.sum(spread * scores**2) + 0.01, second], [second, np.sum(spread) + 1e-6]])
        slope, offset = np.array([slope, offset]) - np.linalg.solve(matrix, gradient)
    return float(slope), float(offset)


def fold_of(size: int) -> npt.NDArray[np.int64]:
    """Return the part of each sentence; neighbours, which are often alike, fall in different parts."""
    return np.arange(size, dtype=np.int64) * 7919 % 104729 % FOLDS


def chances(scores: Floats) -> Floats:
    """Return scores as probabilities."""
    return 1 / (1 + np.exp(-np.clip(scores, -30, 30)))


def measured(found: Floats, wanted: Floats, even: float = 0.5, sure: float = 0.9) -> str:
    """Return a table: precision and recall of each label at even chance, and of what is sure."""
    lines = [f"{'':16}{'n':>5}  precision  recall     F1  precision  recall (sure)"]
    columns = [(label.value, found[:, place], wanted[:, place]) for place, label in enumerate(LABELS)]
    for name, chance, truth in [*columns, ("all", found.ravel(), wanted.ravel())]:
        precision, recall = ratios(chance >= even, truth)
        figures = f"{precision:11.3f}{recall:8.3f}{2 * precision * recall / max(precision + recall, 1e-9):7.3f}"
        precision, recall = ratios(chance >= sure, truth)
        lines.append(f"{name:16}{int(truth.sum()):5}{figures}{precision:11.3f}{recall:8.3f}")
    return "\n".join(lines)


def ratios(said: npt.NDArray[np.bool_], truth: Floats) -> tuple[float, float]:
    """Return precision and recall."""
    right = float(np.sum(truth[said]))
    return right / max(1.0, float(said.sum())), right / max(1.0, float(truth.sum()))
