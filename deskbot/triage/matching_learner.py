"""A learner of few examples: it is shown texts and what each is about, and then says of a new text what it is about.

How alike two texts are is a sum of their words, pairs of words, letters and vectors. On that likeness stands a
multinomial logistic regression, solved in as many unknowns as there are examples, by a fixed number of steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from deskbot.triage.matching_features import KINDS, Features, features
from deskbot.triage.matching_solved import solved
from deskbot.triage.matching_vectors import Vectors

Matrix = NDArray[np.float32]
Floats = NDArray[np.float64]

STEPS = 60
RIDGE = np.float32(1 / 30)
LARGEST_SOLVED = 2500
"""With more examples, each class speaks by the mean of its examples, as a table of all by all would be too large."""
MEAN_SCALE = 24.0
"""What likeness to a class's mean is multiplied by there, so that its numbers are like the solved ones."""

SURE_BY_CHOICE, SURE_BY_LIKENESS, SURE_AT = 1.2, 1.6, -1.0
"""How far a text fits at all: by the odds of the best class, and by how alike it is to the nearest example."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one text is about."""

    chances: Floats
    """For each class, in order; they add up to 1, as if the text had to belong to one."""
    nearest: Floats
    """For each class, how alike its nearest example is, from 0 to 1."""
    fits: float
    """The chance that the text belongs to any class at all."""

    @property
    def best(self) -> int:
        """Return the class that fits best; of equal ones the first."""
        return int(np.argmax(self.chances))


@dataclass(frozen=True, slots=True)
class Learner:
    """What was learnt."""

    classes: tuple[str, ...]
    """In the order of their names."""
    owners: NDArray[np.int64]
    """The class of each example; ascending."""
    starts: NDArray[np.int64]
    """The place of each class's first example."""
    lexical: Features
    vectors: tuple[Vectors, ...]
    rows: tuple[Matrix, ...]
    centres: tuple[Matrix, ...]
    """For each kind of vectors, what all examples have in common and what is therefore taken away."""
    shares: NDArray[np.float32] | None
    """Examples by classes: how an example speaks for or against each class; None where means speak."""

    def answer(self, texts: Sequence[str]) -> list[Answer]:
        """Say what each text is about."""
        if not texts or not self.classes:
            return []
        alike = self.likeness(texts)
        close = np.exp(alike - 1)
        if self.shares is None:
            sums = np.add.reduceat(close, self.starts, axis=1)
            scores = MEAN_SCALE * sums / np.diff(np.append(self.starts, len(self.owners)))
        else:
            scores = close @ self.shares
        nearest = np.maximum.reduceat(alike, self.starts, axis=1)
        return [_answer(score, near) for score, near in zip(scores.astype(float), nearest.astype(float), strict=True)]

    def likeness(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return how alike each text is to each example: texts by examples."""
        return _likeness(texts, self.lexical, self.vectors, self.rows, self.centres)


def learn(examples: Sequence[tuple[str, str]], vectors: Sequence[Vectors] = (), *, anew: bool = False) -> Learner:
    """Learn from pairs of a text and its class; the order of the pairs makes no difference.

    Args:
        examples: The pairs.
        vectors: Besides the words, by what else texts are alike.
        anew: Solve them, also where that was done beforehand.
    """
    ordered = in_order(examples)
    texts = [text for text, _ in ordered]
    classes = tuple(sorted({name for _, name in ordered}))
    place = {name: number for number, name in enumerate(classes)}
    owners = np.array([place[name] for _, name in ordered], dtype=np.int64)
    starts = np.searchsorted(owners, np.arange(len(classes)))
    lexical = features(texts)
    found = [kind.of(texts) for kind in vectors]
    centres = tuple(rows.mean(axis=0, keepdims=True) if len(rows) else rows for rows in found)
    rows = tuple(unit_rows(these - centre) for these, centre in zip(found, centres, strict=True))
    shares = None if anew else solved(ordered, vectors)
    if shares is None and len(texts) <= LARGEST_SOLVED and classes:
        alike = _likeness(texts, lexical, tuple(vectors), rows, centres, known=True)
        shares = solve(np.exp((alike + alike.T) / 2 - 1), owners, len(classes))
    return Learner(classes, owners, starts, lexical, tuple(vectors), rows, centres, shares)


def in_order(examples: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return each pair once, class by class."""
    return sorted(set(examples), key=lambda pair: (pair[1], pair[0]))


def _likeness(
    texts: Sequence[str],
    lexical: Features,
    vectors: tuple[Vectors, ...],
    rows: tuple[Matrix, ...],
    centres: tuple[Matrix, ...],
    *,
    known: bool = False,
) -> NDArray[np.float32]:
    total = KINDS + sum(kind.weight for kind in vectors)
    found = np.stack([lexical.likeness(text) for text in texts]) * np.float32(KINDS / total)
    for kind, these, centre in zip(vectors, rows, centres, strict=True):
        asked = these if known else unit_rows(kind.of(texts) - centre)
        found += (asked @ these.T) * np.float32(kind.weight / total)
    return found


def solve(
    close: NDArray[np.float32], owners: NDArray[np.int64], classes: int, ridge: np.float32 = RIDGE
) -> NDArray[np.float32]:
    """Return how each example speaks for each class: multinomial logistic regression with a ridge.

    The curvature of the loss is never more than a half, so that one inverse serves all steps; Nesterov's momentum
    makes sixty of them enough.
    """
    count = len(owners)
    target = np.zeros((count, classes), dtype=np.float32)
    target[np.arange(count), owners] = 1
    inverse = np.linalg.inv(close.astype(float) / 2 + float(ridge) * np.eye(count)).astype(np.float32)
    shares: Matrix = np.zeros_like(target)
    scores: Matrix = np.zeros_like(target)
    old_shares, old_scores = shares, scores
    for now, then in pairwise(_momentum(STEPS + 1)):
        wrong = (softmax(scores) - target + ridge * shares).astype(np.float32)
        step = inverse @ wrong
        new_shares = (shares - step).astype(np.float32)
        new_scores = (scores - 2 * (wrong - ridge * step)).astype(np.float32)
        pull = np.float32((now - 1) / then)
        shares = (new_shares + pull * (new_shares - old_shares)).astype(np.float32)
        scores = (new_scores + pull * (new_scores - old_scores)).astype(np.float32)
        old_shares, old_scores = new_shares, new_scores
    return old_shares


def _momentum(count: int) -> list[float]:
    found = [1.0]
    while len(found) < count:
        found.append((1 + (1 + 4 * found[-1] ** 2) ** 0.5) / 2)
    return found


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return chances from scores, by rows."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def _answer(scores: Floats, nearest: Floats) -> Answer:
    raised = np.exp(scores - scores.max())
    chances = np.round(raised / raised.sum(), 6)
    best = float(chances.max())
    odds = np.log((best + 1e-6) / (1 - best + 1e-6))
    sure = SURE_BY_CHOICE * odds + SURE_BY_LIKENESS * float(nearest.max()) - SURE_AT
    return Answer(chances, np.round(nearest, 6), round(float(1 / (1 + np.exp(-sure))), 6))


def unit_rows(rows: Matrix) -> Matrix:
    """Return the rows brought to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.maximum(lengths, np.float32(1e-9))).astype(np.float32)
