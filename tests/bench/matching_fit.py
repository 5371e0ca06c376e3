"""Fit the weights of matching: `python tests/bench/matching_fit.py tests/evals/matching.csv [FOLDER …]`.

Each CSV has the columns text, label and, if it likes, part; rows of the part `check` are measured and not learnt from.
A label is a playbook's id, or `oos` where none fits. A text begins with its subject where its first line is followed by
an empty one. A folder holds labelled mails, as for `make eval`; all of them are learnt from.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tree beside this file, installed or not

from deskbot.cli.loading import load_playbook_set
from deskbot.cli.triage import judge
from deskbot.model.case import Category
from deskbot.triage import known_issues, matching, sentences
from deskbot.triage.matching_doubts import DoubtWeights, readings
from deskbot.triage.matching_index import Index, index
from deskbot.triage.matching_words import words
from deskbot.triage.playbooks import PlaybookSet

RIDGE, RIDGE_OF_READINGS = 0.05, 0.5
STEPS = 200
NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Labelled:
    """A text whose playbook is known."""

    part: str
    reading: sentences.Reading
    label: str
    """A playbook's id, or "oos"."""
    category: Category | None = None


@dataclass(frozen=True)
class Sample:
    """What speaks for each playbook, and for none."""

    evidence: np.ndarray
    readings: np.ndarray
    lowered: np.ndarray
    right: int
    """The place of the right playbook, or -1."""


def sample(one: Labelled, books: PlaybookSet, known: Index) -> Sample:
    """Return what matching sees of a text."""
    subject = one.reading.subject
    text = known_issues.text_of(one.reading)
    pieces = matching._pieces(text, subject)
    units = matching._mended([words(piece)[: matching.MOST_WORDS] for piece in pieces], known)
    against = known_issues.against(one.category, books)
    kinds = len(fields(matching.Weights)) - 1
    return Sample(
        evidence=matching.weigh(pieces, units, known).columns()
        if any(units)
        else np.zeros((len(known.playbooks), kinds)),
        readings=readings(one.reading.told),
        lowered=np.array([against.get(book.id, 0.0) for book in known.playbooks]),
        right=next((place for place, book in enumerate(books.playbooks) if book.id == one.label), -1),
    )


def fit(samples: list[Sample], own: int) -> np.ndarray:
    """Return the weights: of the evidence, of the readings, and of none. A conditional logit, by damped Newton steps.

    Args:
        samples: what is learnt from.
        own: how many playbooks there are; topics follow.
    """
    size, read = samples[0].evidence.shape[1], len(samples[0].readings)
    ridge = np.array([RIDGE] * size + [RIDGE_OF_READINGS] * read + [RIDGE])
    weights = np.zeros(size + read + 1)
    for _ in range(STEPS):
        slope, curve = ridge * weights, np.diag(ridge)
        for one in samples:
            rows = np.zeros((len(one.evidence) + 1, len(weights)))
            rows[:-1, :size] = one.evidence
            rows[-1, size:] = [*one.readings, 1]
            odds = rows @ weights - np.append(one.lowered, 0)
            chance = np.exp(odds - odds.max())
            chance /= chance.sum()
            mean = chance @ rows
            # None is meant where any topic beside the playbooks is: these are the last rows.
            meant = chance[own:] / chance[own:].sum()
            slope += mean - (meant @ rows[own:] if one.right < 0 else rows[one.right])
            curve += (rows * chance[:, None]).T @ rows - np.outer(mean, mean)
        step = np.linalg.solve(curve, slope)
        weights -= step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-9))
        if np.abs(step).max() < 1e-5:
            break
    return weights


def texts_of(path: Path) -> Iterator[Labelled]:
    """Yield the labelled texts of a table or of a folder of mails."""
    if path.is_dir():
        for mail in sorted(path.glob("*.eml")):
            want = json.loads(mail.with_suffix(".json").read_text(encoding="utf-8"))
            message, decision = judge(mail.read_bytes(), PlaybookSet(), now=NOW)
            category = known_issues.kind_of(decision.category)
            if decision.category not in known_issues.WITHOUT:
                yield Labelled(path.name, sentences.read(message), want["playbook"] or "oos", category)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            subject, text = split(row["text"])
            yield Labelled(row.get("part") or "tune", sentences._read(subject, text, "", ()), row["label"])


def split(text: str) -> tuple[str, str]:
    """Return subject and text."""
    first, gap, rest = text.partition("\n\n")
    return (first, rest) if gap and "\n" not in first else ("", text)


def said(one: Sample, weights: np.ndarray, own: int) -> int:
    """Return the place of the clear winner, or -1."""
    size = one.evidence.shape[1]
    kinds = matching.Weights(*weights[:size], nobody=weights[-1])
    doubt = float(one.readings @ weights[size:-1])
    scores = matching.chances(one.evidence, kinds, doubt=doubt, lowered=one.lowered)[:own]
    first, second = np.sort(scores)[::-1][:2]
    return int(scores.argmax()) if first >= matching.FLOOR and first > second * matching.AHEAD else -1


def main() -> None:
    """Print the weights, and how well they do on each part; for what is learnt from, also with a fifth left out."""
    parser = argparse.ArgumentParser(description="Fit the weights of matching.")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    books = load_playbook_set(given.folder)
    known = index(books)
    own = len(books.playbooks)
    texts = [one for path in given.files for one in texts_of(path)]
    samples = [sample(one, books, known) for one in texts]
    learnt = [place for place, one in enumerate(texts) if one.part != "check"]
    weights = fit([samples[place] for place in learnt], own)
    # What is learnt from is also judged by weights that have not seen it: a fifth is left out at a time.
    fifth = dict(zip(learnt, np.random.default_rng(0).integers(0, 5, len(learnt)).tolist(), strict=True))
    apart = [fit([samples[place] for place in learnt if fifth[place] != number], own) for number in range(5)]
    blind = [said(one, apart[fifth[place]] if place in fifth else weights, own) for place, one in enumerate(samples)]
    size = samples[0].evidence.shape[1]
    lines = [
        *named(matching.Weights, [*weights[:size], weights[-1]]),
        "",
        *named(DoubtWeights, weights[size:-1]),
        "",
    ]
    for part in dict.fromkeys(one.part for one in texts):
        places = [place for place, one in enumerate(texts) if one.part == part]
        right = sum(said(samples[place], weights, own) == samples[place].right for place in places)
        unseen = sum(blind[place] == samples[place].right for place in places)
        lines.append(f"{part}: {right}/{len(places)} right, {unseen} by weights that have not seen them")
        if given.misses:
            missed = (place for place in places if blind[place] != samples[place].right)
            lines += [
                f"  {texts[place].label} taken for {name(blind[place], books)}: {told(texts[place])}"
                for place in missed
            ]
    sys.stdout.write("\n".join(lines) + "\n")


def named(kind: type, weights: Iterable[float]) -> list[str]:
    """Return weights as the lines of their dataclass."""
    return [f"    {one.name}: float = {weight:.2f}" for one, weight in zip(fields(kind), weights, strict=True)]


def name(place: int, books: PlaybookSet) -> str:
    """Return the id of a playbook, or "oos"."""
    return books.playbooks[place].id if place >= 0 else "oos"


def told(one: Labelled) -> str:
    """Return how a text begins."""
    return " / ".join(sentence.text for sentence in one.reading.told)[:100]


if __name__ == "__main__":
    main()
