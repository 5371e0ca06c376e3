"""Labelled cases to weights, in two layers: the words of a message, and the signs that it shows beside them.

The first layer is a logistic regression over the words of the whole message, one for each outcome. Its scores, made by
weights that have not seen the writer of a case, join the signs in the second layer, a small regression whose weights
can be read: so many points for "nothing comes in", so many against for "the others are fine".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deskbot.triage.reading.training import Corpus, Floats, chances

PULL = 1.0
"""How strongly the second layer's weights are pulled to nothing."""
ROUNDS = 40
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Table:
    """The cases as numbers, a row each."""

    words: Corpus
    """Of all that each case tells."""
    words_now: Corpus
    """Of what it tells of the present."""
    signs: Floats
    kinds: Floats
    outcomes: Floats
    writers: tuple[str, ...]
    """Who wrote each case: what one writer says is never judged by what the same writer taught."""
    weighed: Flags
    """Whether the severity of the case is weighed, and not set by its category."""


def parts(writers: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return the number of each case's writer."""
    _, numbers = np.unique(np.array(writers), return_inverse=True)
    return numbers.astype(np.int64)


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


def by_other_writers(shown: Floats, wanted: Floats, writers: Sequence[str]) -> Floats:
    """Return the chance of each outcome for each row, by weights that have not seen its writer."""
    found = np.zeros_like(wanted)
    names = np.array(writers)
    for writer in sorted(set(writers)):
        unseen = names == writer
        weights = regress_each(shown[~unseen], wanted[~unseen])
        found[unseen] = chances(np.column_stack((shown[unseen], np.ones(int(unseen.sum())))) @ weights)
    return found
