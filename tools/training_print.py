"""A print of what training sees, kept beside the weights: by it a test knows weights that no longer follow from it.

What is learned from are not only files, of which there is a digest, but what the code makes of them: features, words
that mean the same, what the reader of sentences says, every table of phrases behind a sign, the playbooks. So of a
fixed sample of cases the sums of the matrices are kept, by rows and by columns. A digest of their bytes would differ
from machine to machine in the last decimals.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from deskbot.triage.reading.training import Corpus
from deskbot.triage.weighing.signs import MESSAGE_SIGNS, SENTENCE_SIGNS
from deskbot.triage.weighing.training import Table

EVERY = 60
"""One case of so many is in the sample."""
NEAR = 0.02
"""Sums that differ by less are the same: machines round differently."""
PREFIX = "print: "
SOURCES = "sources"
"""Under this name the digest of the files is kept."""
NAMES = {"sentence signs": SENTENCE_SIGNS, "message signs": MESSAGE_SIGNS}
Print = Mapping[str, np.ndarray]
T = TypeVar("T")


def sample(cases: Sequence[T]) -> list[T]:
    """Return the cases whose matrices are printed."""
    return list(cases[::EVERY])


def of_words(corpus: Corpus) -> np.ndarray:
    """Return a number for each text that tells which slots its words fill."""
    return np.array([float(filled.sum()) for filled in corpus.filled])


def of_table(table: Table) -> Print:
    """Return the print of a sample, by the name of each matrix."""
    rows = np.concatenate(table.sentences)
    within = np.array([float(one.sum()) for one in table.sentences])
    return {
        "words": of_words(table.words),
        "words of the present": of_words(table.words_now),
        "sentence signs": rows.sum(axis=0, dtype=np.float64),
        "sentence signs by case": within,
        "message signs": table.message.sum(axis=0),
        "message signs by case": table.message.sum(axis=1),
        "kinds": table.kinds.sum(axis=0),
        "kinds by case": table.kinds.sum(axis=1),
        "outcomes": table.outcomes.sum(axis=0),
        "outcomes by case": table.outcomes @ np.arange(1.0, table.outcomes.shape[1] + 1),
        "what is weighed": table.weighed.astype(np.float64),
    }


def kept(found: Print, sources: str) -> dict[str, np.ndarray]:
    """Return a print as arrays for the file of the weights."""
    return {PREFIX + SOURCES: np.array(sources), **{PREFIX + name: sums for name, sums in found.items()}}


def changes(file: bytes, found: Print, sources: str) -> list[str]:
    """Return what of the print in a file of weights is another now; empty where they follow from what there is."""
    with np.load(io.BytesIO(file), allow_pickle=False) as weights:
        before = {name.removeprefix(PREFIX): weights[name] for name in weights.files if name.startswith(PREFIX)}
    if not before:
        return ["the weights have no print"]
    differs = [] if str(before.pop(SOURCES)) == sources else ["cases, mails or texts"]
    for name in sorted({*before, *found}):
        old, new = before.get(name), found.get(name)
        if old is None or new is None or old.shape != new.shape:
            differs.append(name)
        else:
            places = np.flatnonzero(~np.isclose(old, new, rtol=1e-6, atol=NEAR)).tolist()
            differs += [f"{name}: {NAMES[name][place]}" if name in NAMES else f"{name}: {place}" for place in places]
    return differs
