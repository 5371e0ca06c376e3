"""For which playbook the words of a message speak, as learned from other writers than its own.

Weights that have seen a case know which playbook it is: in training the hint that matching gives would be right nearly
always, and the severity would be learned to lean on it more than it can bear with strangers' messages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from deskbot.triage.matching_learner import solve
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.reading import training as reading
from deskbot.triage.reading.features import SLOTS
from deskbot.triage.reading.library import known_words
from deskbot.triage.weighing.cases import LabelledCase
from deskbot.triage.weighing.issues import PLACES
from deskbot.triage.weighing.training import parts as parts_of
from deskbot.triage.weighing.training import splits
from deskbot.triage.weighing.words import pooled
from tests.bench.matching_fit import Labelled
from tools.learned_from import matched, texts

RIDGE = np.float32(0.01)
"""How strongly the weights of words are pulled to nothing."""


def numbers(learned: Sequence[Labelled]) -> tuple[np.ndarray, reading.Corpus]:
    """Return texts by slots, and the corpus that they make."""
    corpus = reading.corpus([pooled(one.reading, known_words()) for one in learned])
    rows = np.zeros((len(learned), SLOTS), dtype=np.float32)
    for row, filled, weight in zip(rows, corpus.filled, corpus.weights, strict=True):
        row[filled] = weight
    return rows, corpus


def owners_of(learned: Sequence[Labelled], playbooks: PlaybookSet) -> np.ndarray:
    """Return the place of each text's playbook; behind the last one where it is none."""
    places = {book.id: place for place, book in enumerate(playbooks.playbooks)}
    return np.array([places.get(one.label, len(places)) for one in learned])


def crossed(alike: np.ndarray, owners: np.ndarray, parts: np.ndarray, classes: int) -> np.ndarray:
    """Return the score of each text for each class, by texts of other parts, which are other writers'."""
    found = np.zeros((len(owners), classes))
    for unseen, taught in splits(parts):
        shares = solve(alike[np.ix_(taught, taught)], owners[taught], classes, RIDGE)
        found[unseen] = alike[np.ix_(unseen, taught)] @ shares
    return found


def key(one: LabelledCase) -> tuple[str, str]:
    """Return what a case is known by: no two say the same."""
    return one.message.subject, one.message.text


def by_other_writers(playbooks: PlaybookSet) -> Mapping[tuple[str, str], Mapping[str, float]]:
    """Return for each case how much more its words speak for each playbook than for none (logarithm of odds)."""
    learned = list(texts())
    rows, _ = numbers(learned)
    names = [book.id for book in playbooks.playbooks]
    parts = parts_of([one.part for one in learned])
    scores = crossed(rows @ rows.T, owners_of(learned, playbooks), parts, len(names) + 1)
    odds = (scores[:, :-1] - scores[:, -1:]).round(PLACES)
    # The texts that are no cases stand behind.
    return {key(one): dict(zip(names, row, strict=True)) for one, row in zip(matched(), odds.tolist(), strict=False)}
