"""Learn which words speak for which playbook: `make train-playbooks`. The same cases give the same file.

Learned from: the cases in deskbot/triage/weighing/data, the labelled mails in tests/evals/dev, and the part `tune` of
tests/evals/matching.csv. The mails in tests/evals/unseen are never learned from. It prints the weights of evidence to
be put into `LearnedWeights` of deskbot/triage/matching.py, and how all does on writers whom it has not seen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tree beside this file, installed or not

from deskbot.cli.loading import load_playbook_set
from deskbot.triage import known_issues, matching
from deskbot.triage.matching_doubts import DOUBTS
from deskbot.triage.matching_index import index
from deskbot.triage.matching_learner import solve
from deskbot.triage.reading import training as reading
from deskbot.triage.reading.features import SLOTS
from deskbot.triage.reading.library import known_words
from deskbot.triage.sentences import read
from deskbot.triage.weighing import library
from deskbot.triage.weighing.training import parts as parts_of
from deskbot.triage.weighing.training import splits
from deskbot.triage.weighing.words import pooled
from tests.bench.matching_fit import Labelled, Sample, sample, texts_of
from tools.train_weighing import MAILS, ROOT, mails

PLACE = ROOT / "deskbot" / "triage" / "weighing" / "data" / library.ISSUES
TEXTS = ROOT / "tests" / "evals" / "matching.csv"
STEPS = 127
"""Weights of words are kept in so many steps each way."""
RIDGE = np.float32(0.01)
"""How strongly the weights of words are pulled to nothing."""
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


def texts() -> Iterator[Labelled]:
    """Yield all that is learned from; the part is the writer."""
    for one in [*(one for one in library.cases() if one.matched), *mails(MAILS)]:
        yield Labelled(one.writer, read(one.message), one.playbook or "oos", known_issues.kind_of(one.category))
    yield from (one for one in texts_of(TEXTS) if one.part != "check")


def crossed(alike: np.ndarray, owners: np.ndarray, parts: np.ndarray, classes: int) -> np.ndarray:
    """Return the score of each text for each class, by texts of other parts, which are other writers'."""
    found = np.zeros((len(owners), classes))
    for unseen, taught in splits(parts):
        shares = solve(alike[np.ix_(taught, taught)], owners[taught], classes, RIDGE)
        found[unseen] = alike[np.ix_(unseen, taught)] @ shares
    return found


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


def main() -> int:
    """Write the weights of words, and print those of evidence and how they do."""
    books = load_playbook_set(None)
    own = len(books.playbooks)
    learned = list(texts())
    writers = np.array([one.part for one in learned])
    places = {book.id: place for place, book in enumerate(books.playbooks)}
    owners = np.array([places.get(one.label, own) for one in learned])
    corpus = reading.corpus([pooled(one.reading, known_words()) for one in learned])
    rows = np.zeros((len(learned), SLOTS), dtype=np.float32)
    for row, filled, weight in zip(rows, corpus.filled, corpus.weights, strict=True):
        row[filled] = weight
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
