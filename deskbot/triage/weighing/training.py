"""Labelled cases to weights, in two layers: the words of a message, and the signs that it shows beside them.

The first layer is a logistic regression over the words of the whole message, one for each outcome. Its scores, made by
weights that have not seen the writer of a case, join the signs in the second layer: a small regression for the
category, small networks (`network.py`) for the severity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
import numpy.typing as npt

from deskbot.triage.reading.training import Corpus, Floats, chances
from deskbot.triage.weighing.network import Shown
from deskbot.triage.weighing.network_training import teach

PULL = 1.0
"""How strongly the weights of the regression are pulled to nothing."""
ROUNDS = 40
GROUPS = 8
"""Parts that the writers fall into, to be judged by what the others teach."""
SEEDS = (1, 2, 3, 4, 5, 6, 7, 8)
"""One network is taught from each; they err in different places."""
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Table:
    """The cases as numbers, one of each for every case."""

    words: Corpus
    """Of all that each case tells."""
    words_now: Corpus
    """Of what it tells of the present."""
    sentences: tuple[npt.NDArray[np.float32], ...]
    """The signs of the sentences."""
    message: Floats
    """The signs of the message as a whole."""
    kinds: Floats
    outcomes: Floats
    writers: tuple[str, ...]
    """Who wrote each case: what one writer says is never judged by what the same writer taught."""
    weighed: Flags
    """Whether the severity of the case is weighed, and not set by its category."""

    def shown(self, scores: Floats) -> tuple[Shown, ...]:
        """Return the cases whose severity is weighed, with what the words of each say for S1 and for urgent."""
        whole = np.column_stack((self.message, scores)).astype(np.float32)
        return tuple(Shown(self.sentences[place], whole[place]) for place in np.flatnonzero(self.weighed).tolist())


def parts(writers: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return the part of each case: all of one writer fall into the same."""
    _, numbers = np.unique(np.array(writers), return_inverse=True)
    return numbers.astype(np.int64) % GROUPS


def splits(groups: npt.NDArray[np.int64]) -> Iterator[tuple[Flags, Flags]]:
    """Yield for each part which cases are of it, and which are of the others: by these it is judged."""
    for group in np.unique(groups):
        yield groups == group, groups != group


def regress(shown: Floats, wanted: Floats) -> Floats:
    """Return the weights of what is shown, and last the offset, for one outcome."""
    size = shown.shape[1]
    rows = np.column_stack((shown, np.ones(len(shown))))
    pull = np.append(np.full(size, PULL), 1e-6)
    weights = np.zeros(size + 1)
    for _ in range(ROUNDS):
        chance = chances(rows @ weights)
        slope = rows.T @ (chance - wanted) + pull * weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(pull)
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def regress_each(shown: Floats, wanted: Floats) -> Floats:
    """Return the weights for several outcomes, a column each."""
    return np.column_stack([regress(shown, wanted[:, place]) for place in range(wanted.shape[1])])


def by_other_writers(shown: Floats, wanted: Floats, groups: npt.NDArray[np.int64]) -> Floats:
    """Return the chance of each outcome for each row, by a regression that has not seen its part."""
    found = np.zeros_like(wanted)
    for unseen, seen in splits(groups):
        weights = regress_each(shown[seen], wanted[seen])
        found[unseen] = chances(np.column_stack((shown[unseen], np.ones(int(unseen.sum())))) @ weights)
    return found


def networks_by_other_writers(shown: Sequence[Shown], wanted: Floats, groups: npt.NDArray[np.int64]) -> Floats:
    """Return the chance of each outcome for each message, by a network that has not seen its part."""
    found = np.zeros_like(wanted)
    for unseen, seen in splits(groups):
        network = teach(list(compress(shown, seen)), wanted[seen], SEEDS[0])
        found[unseen] = chances(np.array([network.scores(one) for one in compress(shown, unseen)], dtype=np.float64))
    return found
