"""Matching, measured: on labelled texts, or on playbooks whose examples are left out in turn."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from deskbot.cli.labelled_texts import NONE, Labelled
from deskbot.errors import ConfigurationError
from deskbot.triage.matching import Asked, clear_winner, rank
from deskbot.triage.matching_learner import Learner, learn
from deskbot.triage.matching_measures import Verdict, measure
from deskbot.triage.matching_rounds import rounds
from deskbot.triage.matching_vectors import Vectors
from deskbot.triage.playbooks import PlaybookSet

FITS = 0.5
"""Below this chance, nothing is said to fit."""


def of_files(examples: Sequence[Labelled], queries: Sequence[Labelled], vectors: Sequence[Vectors]) -> dict[str, Any]:
    """Learn from examples, answer queries, and return the figures.

    A query whose label no example has counts as one about a class, and can never be answered right.

    Raises:
        ConfigurationError: no example has a label.
    """
    known = [row for row in examples if row.label != NONE]
    classes = {row.label for row in known}
    if not classes:
        raise ConfigurationError(f'every example is labelled "{NONE}": there is nothing to learn')
    begun = time.perf_counter()
    learner = learn([*((row.text, row.label) for row in known), *titles(classes)], vectors)
    learner.answer([queries[0].text])
    loaded = time.perf_counter() - begun
    verdicts, spent = _answered(queries, learner)
    return {
        **_figures(verdicts),
        "classes": len(classes),
        "examples": len(known),
        "queries": len(queries),
        "load_seconds": round(loaded, 3),
        "ms_per_query": round(spent, 3),
    }


def not_learned(examples: Sequence[Labelled], queries: Sequence[Labelled]) -> list[Labelled]:
    """Return the queries whose label no example has."""
    known = {NONE, *(row.label for row in examples)}
    return [row for row in queries if row.label not in known]


def titles(classes: set[str]) -> list[tuple[str, str]]:
    """Return what a label itself says, as one more example: "lost_card" or "LostCard" as "lost card"."""
    found: list[tuple[str, str]] = []
    for label in sorted(classes):
        words = re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label)).strip().lower()
        if re.search(r"[^\W\d_]{2}", words):
            found.append((words, label))
    return found


def _answered(queries: Sequence[Labelled], learner: Learner) -> tuple[list[Verdict], float]:
    verdicts: list[Verdict] = []
    spent: list[float] = []
    for row in queries:
        begun = time.perf_counter()
        answer = learner.answer([row.text])[0]
        spent.append(time.perf_counter() - begun)
        best = learner.classes[answer.best]
        truth = None if row.label == NONE else row.label
        verdicts.append(Verdict(truth, best, answer.fits, best if answer.fits >= FITS else None))
    return verdicts, 1000 * statistics.median(spent)


def of_playbooks(playbooks: PlaybookSet) -> dict[str, Any]:
    """Leave one example of each playbook out at a time, ask which playbook it fits, and return the figures."""
    verdicts: list[Verdict] = []
    spent: list[float] = []
    begun = time.perf_counter()
    rank(Asked("no sound"), playbooks)
    loaded = time.perf_counter() - begun
    for rest, left_out in rounds(playbooks):
        rank(Asked("no sound"), rest)
        for playbook, text in left_out:
            begun = time.perf_counter()
            matches = rank(Asked(text), rest)
            spent.append(time.perf_counter() - begun)
            best = matches[0] if matches else None
            verdicts.append(
                Verdict(playbook, best and best.playbook, best.score if best else 0.0, clear_winner(matches))
            )
    return {
        **_figures(verdicts),
        "classes": len(playbooks.playbooks),
        "examples": sum(len(one.examples) for one in playbooks.playbooks),
        "queries": len(verdicts),
        "load_seconds": round(loaded, 3),
        "ms_per_query": round(1000 * statistics.median(spent), 3) if spent else None,
    }


def _figures(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    found = asdict(measure(verdicts))
    found["in_scope"], found["out_of_scope"] = found.pop("within"), found.pop("without")
    return found
