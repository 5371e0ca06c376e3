"""Train the model that reads sentences: `make train-sentences`. The same sentences give the same file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tree beside this file, installed or not

from deskbot.triage.reading import library, training
from deskbot.triage.reading.features import SHARES, SLOTS, Features, features
from deskbot.triage.reading.labels import LABELS

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "deskbot" / "triage" / "reading" / "data" / library.WEIGHTS
STEPS = 127
"""Weights are kept in so many steps each way."""


def taught(sentences: Sequence[Features]) -> dict[str, npt.NDArray[np.uint16]]:
    """Return what sentences fill, as it is kept."""
    kept: dict[str, npt.NDArray[np.uint16]] = {}
    for name in SHARES:
        parts = [getattr(one, name) for one in sentences]
        kept[name] = np.concatenate(parts).astype(np.uint16)
        kept[f"{name}_filled"] = np.array([len(part) for part in parts], np.uint16)
    return kept


def main() -> int:
    """Write the weights and print how the model does on sentences that it was not trained on."""
    rows = library.examples()
    sentences = [features(row.text, library.known_words()) for row in rows]
    corpus = training.corpus(sentences)
    wanted = np.array([[float(label in row.labels) for label in LABELS] for row in rows])
    learned = training.learn(corpus, wanted, training.fold_of(len(rows)))
    scores, weights, offsets = learned.crossed, learned.weights, learned.offsets
    lines = [training.calibrate(scores[:, place], wanted[:, place]) for place in range(len(LABELS))]
    scales = np.max(np.abs(weights), axis=0) / STEPS
    np.savez_compressed(
        PLACE,
        weights=np.round(weights / scales).astype(np.int8),
        scales=scales.astype(np.float32),
        offsets=np.round(offsets, 4),
        slopes=np.round([slope for slope, _ in lines], 4),
        shifts=np.round([shift for _, shift in lines], 4),
        rarity=corpus.rarity.astype(np.float16),
        trained_on=np.array(library.digest()),
    )
    np.savez_compressed(PLACE.with_name(library.TAUGHT), **taught(sentences))
    slopes, shifts = (np.array(one) for one in zip(*lines, strict=True))
    table = training.measured(training.chances(slopes * scores + shifts), wanted)
    sys.stdout.write(f"{len(rows)} sentences, {SLOTS} slots, {PLACE.stat().st_size:,} bytes\n{table}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
