"""A small network that weighs a message: sentences by themselves first, then what they show together.

What a sentence shows means little alone: "all forty phones" is grave where it fails and nothing where it works. So each
sentence is looked at by a few dozen hidden units, each of which finds its own combination of signs; what each finds at
most joins the signs of the whole message, and a second layer of units combines these. Not what they find on the
average: a word of thanks more must not make a failure less.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the network sees it."""

    sentences: Floats
    """A row of signs for each sentence; one row at least."""
    message: Floats
    """The signs of the message as a whole."""


@dataclass(frozen=True, slots=True)
class Network:
    """The weights, layer by layer; the offsets stand in the last row of each."""

    sentence: Floats
    """Of each sign of a sentence for each hidden unit."""
    together: Floats
    """Of each hidden unit's most, and of each sign of the message, for each unit of the second layer."""
    outcome: Floats
    """Of each unit of the second layer for each outcome."""
    direct: Floats
    """Of each sign of the message for each outcome."""

    def scores(self, shown: Shown) -> Floats:
        """Return the score of each outcome (logarithm of odds)."""
        _, units = self._layers(shown)
        return units @ self.outcome[:-1] + self.outcome[-1] + shown.message @ self.direct[:-1] + self.direct[-1]

    def _layers(self, shown: Shown) -> tuple[Floats, Floats]:
        """Return what each hidden unit finds in each sentence, and what the units of the second layer make of it."""
        found = _raised(shown.sentences @ self.sentence[:-1] + self.sentence[-1])
        joined = np.concatenate((found.max(axis=0), shown.message))
        return found, _raised(joined @ self.together[:-1] + self.together[-1])

    def points(self, shown: Shown, outcome: int) -> tuple[Floats, Floats]:
        """Return how much each sign of each sentence, and each sign of the message, adds to a score.

        All units that are silent taken as they are, the score is a plain sum of these and of the offsets.
        """
        found, units = self._layers(shown)
        hidden = found.shape[1]
        slope = self.together[:-1] @ (self.outcome[:-1, outcome] * (units > 0))
        of_found = np.zeros_like(found)
        of_found[found.argmax(axis=0), np.arange(hidden)] = slope[:hidden]
        of_sentences = (of_found * (found > 0)) @ self.sentence[:-1].T * shown.sentences
        return of_sentences, np.multiply(shown.message, slope[hidden:] + self.direct[:-1, outcome], dtype=np.float32)


def _raised(values: Floats) -> Floats:
    return np.maximum(values, 0)
