"""Sentences to weights: one logistic regression for each label, the same weights for the same sentences.

The regression is solved over the likeness of the sentences to each other (few thousand numbers for each label) and not
over the slots (many); the weights of the slots follow from it and are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deskbot.triage.reading.features import SLOTS, Features, Slots, weigh
from deskbot.triage.reading.labels import LABELS

Floats = npt.NDArray[np.float64]

ROUNDS = 250
DECAY = 0.05
"""How strongly weights are pulled to nothing, so that no sentence is learned by heart."""
COMMON = 60
"""Slots that more sentences fill are multiplied as one block, the others one by one."""
FOLDS = 5


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
    weighed = [weigh(one, rarity) for one in sentences]
    return Corpus(tuple(slots for slots, _ in weighed), tuple(weights for _, weights in weighed), rarity)


def likeness(sentences: Corpus) -> Floats:
    """Return how alike every two sentences are, 0 to 1."""
    size = len(sentences.filled)
    rows = np.repeat(np.arange(size), [len(one) for one in sentences.filled])
    slots, weights = np.concatenate(sentences.filled), np.concatenate(sentences.weights)
    order = np.argsort(slots, kind="stable")
    rows, slots, weights = rows[order], slots[order], weights[order]
    edges = np.flatnonzero(np.diff(slots)) + 1
    groups = list(zip([0, *edges], [*edges, len(slots)], strict=True))
    alike = np.zeros((size, size))
    common = [group for group in groups if group[1] - group[0] > COMMON]
    for start in range(0, len(common), 2000):
        block = np.zeros((size, len(common[start : start + 2000])))
        for place, (first, last) in enumerate(common[start : start + 2000]):
            block[rows[first:last], place] = weights[first:last]
        alike += block @ block.T
    for first, last in groups:
        if last - first <= COMMON:
            found = rows[first:last]
            alike[np.ix_(found, found)] += np.outer(weights[first:last], weights[first:last])
    return alike


def solve(alike: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    """Return for each sentence and label how much the sentence counts, and each label's offset."""
    size = len(alike)
    largest = np.ones(size) / np.sqrt(size)
    for _ in range(20):
        largest = alike @ largest
        largest /= np.sqrt(np.sum(largest**2))
    step = 1 / (0.25 * (float(np.sum((alike @ largest) * largest)) + 1) + DECAY)
    share = np.clip(wanted.mean(axis=0), 1e-3, 1 - 1e-3)
    offsets = np.log(share / (1 - share))
    counts = np.zeros_like(wanted)
    ahead = counts.copy()
    for number in range(ROUNDS):
        errors = chances(alike @ ahead + offsets) - wanted
        fresh = ahead - step * (errors + DECAY * ahead)
        ahead = fresh + number / (number + 3) * (fresh - counts)
        counts = fresh
        offsets = offsets - 0.5 * errors.mean(axis=0) / np.maximum(share, 0.01)
    return counts, offsets


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


def crossed(alike: Floats, wanted: Floats) -> Floats:
    """Return the score of each sentence for each label by weights that have not seen it."""
    scores = np.zeros_like(wanted)
    folds = fold_of(len(alike))
    for fold in range(FOLDS):
        seen, unseen = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        counts, offsets = solve(alike[np.ix_(seen, seen)], wanted[seen])
        scores[unseen] = alike[np.ix_(unseen, seen)] @ counts + offsets
    return scores


def weights_of(sentences: Corpus, counts: Floats) -> Floats:
    """Return the weight of each slot for each label."""
    weights = np.zeros((SLOTS, counts.shape[1]))
    for filled, weight, count in zip(sentences.filled, sentences.weights, counts, strict=True):
        weights[filled] += np.outer(weight, count)
    return weights


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
