"""What the learned weights say of a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deskbot.model.case import Category, Severity
from deskbot.triage.reading.features import weigh
from deskbot.triage.reading.lexicon import Lexicon
from deskbot.triage.sentences import Reading
from deskbot.triage.weighing.kinds import kinds
from deskbot.triage.weighing.network import Network, Shown
from deskbot.triage.weighing.outcomes import GRAVE
from deskbot.triage.weighing.signs import (
    CIRCUMSTANCES,
    MESSAGE_SIGNS,
    SENTENCE_SIGNS,
    MessageSign,
    message_signs,
    sentence_signs,
)
from deskbot.triage.weighing.words import pooled

PLACES = 3
"""Decimals of a chance; what is beyond depends on the machine."""
S1_FROM = 0.35
"""From this chance it is S1: rather one page too many than none."""
S1_FROM_IF_SPARED = 0.8
URGENT_FROM_IF_ONE = 0.95
URGENT_FROM = 0.6
TOLD = 3
"""So many signs are named as the reasons."""
THE_WORDS = "the words as a whole"


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: of the words, and of what is made of them and of the signs."""

    words: npt.NDArray[np.int8]
    """Of each slot for each outcome, in steps of its scale."""
    scales: npt.NDArray[np.float32]
    offsets: npt.NDArray[np.float64]
    rarity: npt.NDArray[np.float64]
    networks: tuple[Network, ...]
    """Each says, from the signs and the words' two scores, how surely it is S1 and urgent; their mean counts."""
    categories: npt.NDArray[np.float64]
    """Of each kind, then of the words' scores, then the offset: for each category."""
    signs: tuple[str, ...]
    """The signs that the networks know, in their order."""
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
        words = self.weights.words[filled].astype(np.float32) * self.weights.scales
        return np.round(weight @ words + self.weights.offsets, PLACES)

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
        signs = message_signs(present, hint)
        shown = as_shown(present, signs, self._scores(present)[: len(GRAVE)])
        scores = np.mean([network.scores(shown) for network in self.weights.networks], axis=0)
        gravest, urgent = (_chance(score) for score in np.round(scores.astype(np.float64), PLACES))
        if gravest >= (S1_FROM_IF_SPARED if spared or one else S1_FROM):
            return Weighed(Severity.S1, gravest, self._why(present, signs, shown, 0, 1))
        if urgent >= (URGENT_FROM_IF_ONE if one else URGENT_FROM):
            return Weighed(Severity.S2, urgent, self._why(present, signs, shown, 1, 1))
        return Weighed(Severity.S3, round(1 - urgent, PLACES), self._why(present, signs, shown, 1, -1))

    def _why(
        self, present: Reading, signs: Sequence[MessageSign], shown: Shown, outcome: int, side: int
    ) -> tuple[tuple[str, str], ...]:
        """Return the signs that speak most for the outcome (side 1) or against it (-1), with their sentences."""
        points = [network.points(shown, outcome) for network in self.weights.networks]
        of_sentences = side * np.round(np.mean([one for one, _ in points], axis=0).astype(np.float64), PLACES)
        of_message = side * np.round(np.mean([one for _, one in points], axis=0).astype(np.float64), PLACES)
        texts = [sentence.text for sentence in present.told]
        totals, best = of_sentences.sum(axis=0), of_sentences.argmax(axis=0)
        named = [
            (float(total), name, texts[place] if place < len(texts) else "")
            for total, name, place in zip(totals, SENTENCE_SIGNS, best, strict=True)
            if name not in CIRCUMSTANCES
        ]
        named += [
            (float(point), name, text) for point, name, (_, text) in zip(of_message, MESSAGE_SIGNS, signs, strict=False)
        ]
        named.append((float(of_message[len(MESSAGE_SIGNS) :].sum()), THE_WORDS, ""))
        named = sorted((one for one in named if one[0] > 0), key=lambda one: (-one[0], one[1]))
        return tuple((name, text) for _, name, text in named[:TOLD])


def as_shown(present: Reading, signs: Sequence[MessageSign], words: npt.NDArray[np.float64]) -> Shown:
    """Return a message as the network sees it; `words` is what its words say for S1 and for urgent."""
    whole = np.array([*(strength for strength, _ in signs), *words], dtype=np.float32)
    return Shown(sentence_signs(present), whole)
