"""What the learned weights say of a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deskbot.model.case import Category, Severity
from deskbot.triage.reading.features import weigh
from deskbot.triage.reading.lexicon import Lexicon
from deskbot.triage.sentences import Reading
from deskbot.triage.weighing.kinds import kinds
from deskbot.triage.weighing.outcomes import GRAVE
from deskbot.triage.weighing.signs import SIGNS, Sign, signs
from deskbot.triage.weighing.words import pooled

PLACES = 3
"""Decimals of a chance; what is beyond depends on the machine."""
S1_FROM = 0.45
"""From this chance it is S1: rather one page too many than none."""
S1_FROM_IF_SPARED = 0.7
URGENT_FROM_IF_ONE = 0.95
URGENT_FROM = 0.55
TOLD = 3
"""So many signs are named as the reasons."""
THE_WORDS = "the words as a whole"


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of both layers."""

    words: npt.NDArray[np.float32]
    """Of each slot for each outcome."""
    offsets: npt.NDArray[np.float64]
    rarity: npt.NDArray[np.float64]
    grave: npt.NDArray[np.float64]
    """Of each sign, then of the words' two scores, then the offset: for S1 and for urgent."""
    categories: npt.NDArray[np.float64]
    """Of each kind, then of the words' scores, then the offset: for each category."""
    trained_on: str
    """The digest of what they were trained on."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A severity, how probable it is, and what speaks for it."""

    severity: Severity
    chance: float
    reasons: tuple[tuple[str, str], ...]
    """The weightiest signs, each with its sentence."""

    @property
    def evidence(self) -> str:
        """Return the sentence of the weightiest sign that has one."""
        return next((sentence for _, sentence in self.reasons if sentence), "")

    @property
    def says(self) -> str:
        """Return the signs in words."""
        return ", ".join(name for name, _ in self.reasons)


def _chance(score: float) -> float:
    return round(float(1 / (1 + np.exp(-np.clip(score, -30, 30)))), PLACES)


@dataclass(frozen=True, slots=True)
class Weigher:
    """Weighs messages by the weights that were learned."""

    weights: Weights
    known: Lexicon

    def _scores(self, reading: Reading) -> npt.NDArray[np.float64]:
        """Return what the words say for each outcome."""
        filled, weight = weigh(pooled(reading, self.known), self.weights.rarity)
        return np.round(weight @ self.weights.words[filled] + self.weights.offsets, PLACES)

    def category(self, reading: Reading, ruled: Category) -> tuple[Category, float]:
        """Return what a message is about and how probable that is; `ruled` is what the rules take it for."""
        scores = self._scores(reading)[len(GRAVE) :]
        shown = np.concatenate((kinds(reading, ruled), scores, [1.0]))
        chances = [_chance(score) for score in shown @ self.weights.categories]
        best = max(range(len(chances)), key=lambda place: (chances[place], -place))
        return list(Category)[best], chances[best]

    def severity(self, present: Reading, hint: Severity | None, *, spared: bool = False, one: bool = False) -> Weighed:
        """Return how grave a message about a failure is.

        Args:
            present: What it tells of the present.
            hint: The severity that the matched known issue's head names.
            spared: It says that calls go, or that it is over: then S1 must be told more surely.
            one: It speaks of one user or telephone only: then anything urgent must be told more surely.
        """
        shown = signs(present, hint)
        scores = self._scores(present)[: len(GRAVE)]
        numbers = np.concatenate(([shown[name].strength for name in SIGNS], scores, [1.0]))
        gravest, urgent = (_chance(score) for score in numbers @ self.weights.grave)
        if gravest >= (S1_FROM_IF_SPARED if spared or one else S1_FROM):
            return Weighed(Severity.S1, gravest, self._why(shown, numbers, 0))
        if urgent >= (URGENT_FROM_IF_ONE if one else URGENT_FROM):
            return Weighed(Severity.S2, urgent, self._why(shown, numbers, 1))
        return Weighed(Severity.S3, round(1 - urgent, PLACES), self._why(shown, -numbers, 1))

    def _why(
        self, shown: Mapping[str, Sign], numbers: npt.NDArray[np.float64], outcome: int
    ) -> tuple[tuple[str, str], ...]:
        """Return the signs that speak most for the outcome, with their sentences."""
        points = numbers[:-1] * self.weights.grave[:-1, outcome]
        named = [(round(float(point), PLACES), name) for point, name in zip(points, SIGNS, strict=False)]
        named.append((round(float(points[len(SIGNS) + outcome]), PLACES), THE_WORDS))
        best = sorted(((point, name) for point, name in named if point > 0), key=lambda one: (-one[0], one[1]))
        return tuple((name, shown[name].sentence if name in shown else "") for _, name in best[:TOLD])
