"""The trained weights, the lexicon and the training sentences, which come with deskbot as its code does.

They are constants of the release: read once, the same for every case, and no part of what a case brings along. So they
are not handed in with one (ADR 9). The bytes come from `data`; here they are parsed.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from deskbot.triage.language import READ
from deskbot.triage.reading import features, training
from deskbot.triage.reading.data import content
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.lexicon import Lexicon, lexicon
from deskbot.triage.reading.model import Model, Part, Shown, nearest, shown

WEIGHTS = "weights.npz"
TAUGHT = "taught.npz"
"""The slots that the training sentences fill: to find them anew takes seconds, for which no message should wait."""
REMEMBERED = 8192
NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Example:
    """A training sentence, or one to measure by."""

    text: str
    labels: frozenset[Label]
    language: str


def examples_of(table: str) -> tuple[Example, ...]:
    """Read a table with the columns text, labels and lang."""
    rows = csv.DictReader(table.splitlines())
    return tuple(Example(row["text"], _labels_of(row["labels"]), row["lang"]) for row in rows)


@cache
def _labels_of(listed: str) -> frozenset[Label]:
    # Few lists, and many sentences that have them.
    return frozenset(map(Label, listed.split("|")))


@cache
def examples() -> tuple[Example, ...]:
    """Return the training sentences."""
    return tuple(one for language in READ for one in examples_of(content(f"{language}.csv").decode()))


@cache
def known_words() -> Lexicon:
    """Return the words that mean the same."""
    return lexicon(content("lexicon.txt").decode().splitlines())


def digest() -> str:
    """Return a digest of all that the weights follow from."""
    numbers = (features.BITS, features.RUNS, features.NEAR, features.MEANING, training.DECAY, training.ROUNDS)
    total = hashlib.sha256(repr((numbers, [label.value for label in Label])).encode())
    for name in (*(f"{language}.csv" for language in READ), "lexicon.txt"):
        total.update(content(name).replace(b"\r\n", b"\n"))
    return total.hexdigest()


@cache
def model() -> Model:
    """Return the trained model."""
    return model_of(content(WEIGHTS), known_words())


def model_of(weights: bytes, known: Lexicon) -> Model:
    """Return the model that a file of weights holds."""
    with np.load(io.BytesIO(weights), allow_pickle=False) as kept:
        return Model(
            known=known,
            weights=kept["weights"],
            scales=kept["scales"].astype(np.float32),
            offsets=kept["offsets"],
            slopes=kept["slopes"],
            shifts=kept["shifts"],
            rarity=kept["rarity"].astype(np.float64),
            trained_on=str(kept["trained_on"]),
        )


@lru_cache(maxsize=REMEMBERED)
def read(text: str) -> Mapping[Label, float]:
    """Return how probable it is that the sentence tells each thing, 0 to 1."""
    return model().probabilities(text)


@cache
def taught() -> tuple[Part, ...]:
    """Return what the training sentences fill."""
    with np.load(io.BytesIO(content(TAUGHT)), allow_pickle=False) as kept:
        return tuple(
            Part(kept[name], kept[f"{name}_filled"].astype(np.int64), share) for name, share in features.SHARES.items()
        )


@cache
def _shown(label: Label) -> Shown:
    chosen = np.array([label in one.labels for one in examples()])
    texts = [one.text for one in examples() if label in one.labels]
    return shown(texts, (part.of(chosen) for part in taught()), model().rarity)


@lru_cache(maxsize=REMEMBERED)
def near(text: str, label: Label) -> tuple[str, ...]:
    """Return the training sentences of that label that are most like the text: what the verdict stands on."""
    return tuple(nearest(model().vector(text), _shown(label), NEIGHBOURS))


def why(text: str, label: Label) -> str:
    """Return a verdict in words, for the reasons of a Decision."""
    alike = "; ".join(f"'{one}'" for one in near(text, label))
    return f"reads as {label.value} ({read(text)[label]:.3f}), near: {alike}"
