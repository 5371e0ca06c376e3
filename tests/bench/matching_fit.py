"""Fit the weights of matching to labelled messages: `python tests/bench/matching_fit.py tests/evals/matching.csv`.

Each CSV has the columns text, label and, if it likes, part; rows of the part `check` are measured and not learnt from.
A label is a playbook's id, or `oos` where none fits. A text begins with its subject where its first line is followed by
an empty one.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from deskbot.cli.loading import load_playbook_set
from deskbot.triage import matching
from deskbot.triage.matching_index import Index, index
from deskbot.triage.matching_words import words

RIDGE = 0.01
STEPS = 200


def columns(text: str, subject: str, known: Index) -> np.ndarray:
    """Return what speaks for each playbook."""
    pieces = matching._pieces(text, subject)
    units = matching._mended([words(piece)[: matching.MOST_WORDS] for piece in pieces], known)
    return matching.weigh(pieces, units, known).columns()


def fit(cases: list[tuple[np.ndarray, int]], own: int, ridge: float = RIDGE) -> np.ndarray:
    """Return the weights, the last that of none: a conditional logit, by damped Newton steps from zero.

    Args:
        cases: evidence, and the place of the right playbook, or -1.
        own: how many playbooks there are; topics follow.
        ridge: how strongly weights are held back.
    """
    size = cases[0][0].shape[1]
    weights = np.zeros(size + 1)
    for _ in range(STEPS):
        slope = ridge * weights
        curve = ridge * np.eye(size + 1)
        for evidence, right in cases:
            rows = np.zeros((len(evidence) + 1, size + 1))
            rows[:-1, :-1] = evidence
            rows[-1, -1] = 1
            odds = rows @ weights
            chance = np.exp(odds - odds.max())
            chance /= chance.sum()
            mean = chance @ rows
            # None is meant where any topic beside the playbooks is: these are the last rows.
            meant = chance[own:] / chance[own:].sum()
            slope += mean - (meant @ rows[own:] if right < 0 else rows[right])
            curve += (rows * chance[:, None]).T @ rows - np.outer(mean, mean)
        step = np.linalg.solve(curve, slope)
        weights -= step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-9))
        if np.abs(step).max() < 1e-6:
            break
    return weights


def split(text: str) -> tuple[str, str]:
    """Return subject and text."""
    first, gap, rest = text.partition("\n\n")
    return (first, rest) if gap and "\n" not in first else ("", text)


def main() -> None:
    """Print the weights, and how well they do on both parts."""
    parser = argparse.ArgumentParser(description="Fit the weights of matching.")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    books = load_playbook_set(given.folder)
    known = index(books)
    ids = [book.id for book in books.playbooks]
    parts: dict[str, list[tuple[np.ndarray, int]]] = {"tune": [], "check": []}
    for path in given.files:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                subject, text = split(row["text"])
                right = -1 if row["label"] == "oos" else ids.index(row["label"])
                parts[row.get("part") or "tune"].append((columns(text, subject, known), right))
    weights = fit(parts["tune"], len(ids))
    names = [field.name for field in fields(matching.Weights)]
    lines = [f"    {name}: float = {weight:.2f}" for name, weight in zip(names, weights, strict=True)]
    for name, cases in parts.items():
        right = sum(said(evidence, weights, len(ids)) == truth for evidence, truth in cases)
        lines.append(f"{name}: {right}/{len(cases)} right")
    sys.stdout.write("\n".join(lines) + "\n")


def said(evidence: np.ndarray, weights: np.ndarray, own: int) -> int:
    """Return the place of the clear winner, or -1."""
    scores = matching.chances(evidence, matching.Weights(*weights))[:own]
    first, second = np.sort(scores)[::-1][:2]
    return int(scores.argmax()) if first >= matching.FLOOR and first > second * matching.AHEAD else -1


if __name__ == "__main__":
    main()
