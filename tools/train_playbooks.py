"""Learn which words speak for which playbook: `make train-playbooks`. The same cases give the same file.

Learned from the texts of learned_from.py. It prints the weights of evidence to be put into `LearnedWeights` of
deskbot/triage/matching.py, and how all does on writers whom it has not seen.
"""

from __future__ import annotations

import sys
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tree beside this file, installed or not

from deskbot.cli.loading import load_playbook_set
from deskbot.triage import matching
from deskbot.triage.matching_doubts import DOUBTS
from deskbot.triage.matching_index import index
from deskbot.triage.matching_learner import solve
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.weighing import library
from deskbot.triage.weighing.training import parts as parts_of
from deskbot.triage.weighing.training import splits
from tests.bench.matching_fit import Sample, sample
from tools import learned_from, training_print
from tools.learned_from import DATA, texts
from tools.learned_words import RIDGE, crossed, numbers, owners_of

PLACE = DATA / library.ISSUES
STEPS = 127
"""Weights of words are kept in so many steps each way."""
PULL = 0.3
"""How strongly the weights of evidence are."""
ROUNDS = 60


@dataclass(frozen=True)
class Seen:
    """The samples as numbers; topics beside the playbooks speak by the weights that they have."""

    evidence: np.ndarray
    """Samples by playbooks by kinds, as `LearnedWeights` names them."""
    lowered: np.ndarray
    topics: np.ndarray
    right: np.ndarray

    def part(self, chosen: np.ndarray) -> Seen:
        """Return some of the samples."""
        return Seen(self.evidence[chosen], self.lowered[chosen], self.topics[chosen], self.right[chosen])

    def chances(self, weights: np.ndarray) -> np.ndarray:
        """Return the chance of each playbook."""
        odds = self.evidence @ weights - self.lowered
        odds = np.concatenate((odds, self.topics, np.zeros((len(odds), 1))), axis=1)
        raised = np.exp(odds - odds.max(axis=1, keepdims=True))
        return (raised / raised.sum(axis=1, keepdims=True))[:, : self.evidence.shape[1]]


def seen(samples: list[Sample], scores: np.ndarray, own: int) -> Seen:
    """Return the samples as numbers."""
    evidence = np.stack([one.evidence for one in samples])
    lowered = np.stack([one.lowered for one in samples])
    doubts = np.stack([one.readings for one in samples]) @ np.array(astuple(DOUBTS))
    *kinds, nobody = astuple(matching.WEIGHTS)
    topics = evidence[:, own:] @ np.array(kinds) - nobody - doubts[:, None] - lowered[:, own:]
    words = (scores[:, :own] - scores[:, own:])[:, :, None]
    shown = np.concatenate((evidence[:, :own], words, np.full((len(samples), own, 1), -1.0)), axis=2)
    return Seen(shown, lowered[:, :own], topics, np.array([one.right for one in samples]))


def fit(rows: Seen) -> np.ndarray:
    """Return the weights of evidence: a conditional logit, by damped Newton steps."""
    size = rows.evidence.shape[2]
    weights = np.zeros(size)
    known = np.flatnonzero(rows.right >= 0)
    meant = rows.evidence[known, rows.right[known]].sum(axis=0)
    for _ in range(ROUNDS):
        chance = rows.chances(weights)
        mean = np.einsum("no,nok->nk", chance, rows.evidence)
        slope = PULL * weights + mean.sum(axis=0) - meant
        spread = np.einsum("no,nok,nol->kl", chance, rows.evidence, rows.evidence, optimize=True)
        step = np.linalg.solve(PULL * np.eye(size) + spread - mean.T @ mean, slope)
        weights = weights - step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-9))
    return weights


def said(chance: np.ndarray) -> np.ndarray:
    """Return the place of each clear winner, or -1."""
    ordered = np.sort(chance, axis=1)
    clear = (ordered[:, -1] >= matching.FLOOR) & (ordered[:, -1] > ordered[:, -2] * matching.AHEAD)
    return np.where(clear, chance.argmax(axis=1), -1)


def printed(books: PlaybookSet) -> training_print.Print:
    """Return the print of what there is to learn from."""
    few = list(learned_from.labelled(training_print.sample(learned_from.matched())))
    _, corpus = numbers(few)
    return {"words": training_print.of_words(corpus), "playbooks": owners_of(few, books).astype(np.float64)}


def main() -> int:
    """Write the weights of words, and print those of evidence and how they do."""
    books = load_playbook_set(None)
    own = len(books.playbooks)
    learned = list(texts())
    writers = np.array([one.part for one in learned])
    owners = owners_of(learned, books)
    rows, corpus = numbers(learned)
    alike = rows @ rows.T
    words = rows.T @ solve(alike, owners, own + 1, RIDGE)
    scale = float(np.abs(words).max()) / STEPS
    np.savez_compressed(
        PLACE,
        ids=np.array([book.id for book in books.playbooks]),
        titles=np.array([book.title for book in books.playbooks]),
        words=np.round(words / scale).astype(np.int8),
        scale=np.array(scale),
        rarity=corpus.rarity.astype(np.float16),
        trained_on=np.array(library.digest()),
        **training_print.kept(printed(books), learned_from.digest()),
    )
    known = index(books)
    parts = parts_of(writers.tolist())
    scores = crossed(alike, owners, parts, own + 1)
    table = seen([sample(one, books, known) for one in learned], scores, own)
    found = np.zeros(len(learned), dtype=np.int64)
    for unseen, taught in splits(parts):
        found[unseen] = said(table.part(unseen).chances(fit(table.part(taught))))
    for one, weight in zip(fields(matching.LearnedWeights), fit(table), strict=True):
        sys.stdout.write(f"    {one.name}: float = {weight:.2f}\n")
    for writer in sorted(set(writers)):
        mine = writers == writer
        sys.stdout.write(f"{writer:10} {int(mine.sum()):4} right {np.mean(found[mine] == table.right[mine]):.3f}\n")
    sys.stdout.write(f"all {len(found)} right {np.mean(found == table.right):.3f}, {PLACE.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
