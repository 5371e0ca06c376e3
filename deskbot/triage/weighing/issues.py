"""Which of the known issues that come with deskbot the words of a whole message speak for.

A desk's own playbooks have no learned weights: nothing is said of them here, and matching judges them by their
own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.reading.features import weigh
from deskbot.triage.reading.lexicon import Lexicon
from deskbot.triage.sentences import Reading
from deskbot.triage.weighing.words import pooled

PLACES = 3
"""Decimals of a score; what is beyond depends on the machine."""


@dataclass(frozen=True, slots=True)
class Issues:
    """The learned weights of words for each known issue."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    """A playbook of the same id and another title is another one."""
    words: npt.NDArray[np.int8]
    """Of each slot for each known issue, and last for none, in steps of `scale`."""
    scale: float
    rarity: npt.NDArray[np.float64]
    trained_on: str
    """The digest of what they were trained on."""
    known: Lexicon

    def speak(self, reading: Reading, playbooks: PlaybookSet) -> Mapping[str, float]:
        """Return how much more the words speak for each learned playbook of a set than for none (logarithm of odds)."""
        places = {pair: place for place, pair in enumerate(zip(self.ids, self.titles, strict=True))}
        asked = [(one.id, places[one.id, one.title]) for one in playbooks.playbooks if (one.id, one.title) in places]
        if not asked:
            return {}
        filled, weight = weigh(pooled(reading, self.known), self.rarity)
        scores = weight @ self.words[filled].astype(np.float64) * self.scale
        return {name: round(float(scores[place] - scores[-1]), PLACES) for name, place in asked}
