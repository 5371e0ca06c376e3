"""Measure the reading of single sentences: `python tests/bench/sentence_evals.py [FILE] [--brief]`.

FILE is a table with the columns text, labels and lang; by default the held-out sentences of tests/evals, which are not
trained on. How the model does on its own sentences, each part left out in turn, is printed by `make train-sentences`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tree beside this file, installed or not

from deskbot.triage.language import READ
from deskbot.triage.reading import library, training
from deskbot.triage.reading.labels import LABELS

HELD_OUT = Path(__file__).parents[1] / "evals" / "sentences.csv"


def figures(path: Path = HELD_OUT, *, brief: bool = False) -> str:
    """Return the tables: each label, each language, and the time that a sentence takes; in brief, without labels."""
    rows = library.examples_of(path.read_text(encoding="utf-8"))
    model = library.model()
    model.probabilities("warm up")
    began = time.perf_counter()
    read = [model.probabilities(row.text) for row in rows]
    taken = (time.perf_counter() - began) / len(rows) * 1000
    found = np.array([[one[label] for label in LABELS] for one in read])
    wanted = np.array([[float(label in row.labels) for label in LABELS] for row in rows])
    table = training.measured(found, wanted).splitlines()
    shown = [table[0], table[-1]] if brief else [*table, ""]
    lines = [f"{len(rows)} sentences, {taken:.2f} ms each", *shown]
    for language in READ:
        mine = np.array([row.language == language for row in rows])
        precision, recall = training.ratios(found[mine] >= 0.5, wanted[mine])
        sure = training.ratios(found[mine] >= 0.9, wanted[mine])
        lines.append(f"{language}: precision {precision:.3f}, recall {recall:.3f}; sure: {sure[0]:.3f}, {sure[1]:.3f}")
    return "\n".join(lines)


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:] if name != "--brief"]
    sys.stdout.write(figures(given[0] if given else HELD_OUT, brief="--brief" in sys.argv) + "\n")
