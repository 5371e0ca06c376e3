"""`deskbot playbooks eval`: how well matching does, on texts whose label is known, or on the playbooks themselves."""

from __future__ import annotations

import json as jsons
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from deskbot.cli.labelled_texts import NONE, Labelled, read_labelled
from deskbot.cli.loading import load_playbook_set, load_vectors
from deskbot.cli.terminal import words
from deskbot.errors import ConfigurationError
from deskbot.settings import load_settings
from deskbot.triage.matching import clear_winner, rank
from deskbot.triage.matching_learner import Learner, learn
from deskbot.triage.matching_measures import Verdict, measure
from deskbot.triage.matching_rounds import rounds
from deskbot.triage.matching_vectors import Vectors
from deskbot.triage.playbooks import PlaybookSet

FITS = 0.5
"""Below this chance, nothing is said to fit."""
SHOWN = {
    "accuracy": "right among those that fit (top 1)",
    "accuracy_with_none": "right, none-of-these included",
    "auroc": "AUROC against those that fit none",
    "fpr_at_95_recall": "false alarms where 95 % are found",
    "classes": "classes",
    "examples": "examples",
    "queries": "queries",
    "in_scope": "of them about a class",
    "out_of_scope": "of them about none",
    "load_seconds": "seconds to load",
    "ms_per_query": "ms a query (median)",
    "semantic": "by meaning (deskbot[semantic])",
}


def eval_command(
    *,
    examples: Annotated[Path | None, typer.Option("--examples", help="CSV (text,label) to learn from.")] = None,
    queries: Annotated[
        Path | None, typer.Option("--queries", help="CSV (text,label) to answer; oos fits none.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    semantic: Annotated[
        bool, typer.Option("--semantic", help="Match by meaning too; needs deskbot[semantic].")
    ] = False,
    folder: Annotated[Path | None, typer.Option("--folder", help="Playbooks to measure; else those in use.")] = None,
) -> None:
    """Measure matching: learn from one file, answer the other; or leave each playbook's examples out in turn.

    Examples:
      deskbot playbooks eval
      deskbot playbooks eval --examples learn.csv --queries ask.csv --json
    """
    settings = load_settings()
    semantic = semantic or settings.semantic
    if (examples is None) != (queries is None):
        raise ConfigurationError("--examples and --queries go together: give both, or neither for the playbooks")
    if examples and queries:
        found = of_files(read_labelled(examples), read_labelled(queries), load_vectors(semantic=semantic), queries)
    else:
        known = load_playbook_set(folder or settings.playbooks_dir, semantic=semantic)
        found = of_playbooks(known)
    found["semantic"] = semantic
    if json:
        typer.echo(jsons.dumps(found, indent=1))
    else:
        _show(found)


def of_files(
    examples: Sequence[Labelled], queries: Sequence[Labelled], vectors: Sequence[Vectors], path: Path
) -> dict[str, Any]:
    """Learn from examples, answer queries, and return the figures.

    Raises:
        ConfigurationError: a query has a label that no example has.
    """
    known = [row for row in examples if row.label != NONE]
    classes = {row.label for row in known}
    if not classes:
        raise ConfigurationError(f'every example is labelled "{NONE}": there is nothing to learn')
    for row in queries:
        if row.label not in classes and row.label != NONE:
            raise ConfigurationError(f'{path}:{row.line}: no example has the label "{row.label}"; "{NONE}" fits none')
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


def of_playbooks(playbooks: PlaybookSet, ranked: Callable[..., Any] = rank) -> dict[str, Any]:
    """Leave one example of each playbook out at a time, ask which playbook it fits, and return the figures."""
    verdicts: list[Verdict] = []
    spent: list[float] = []
    begun = time.perf_counter()
    ranked("no sound", "", playbooks)
    loaded = time.perf_counter() - begun
    for rest, left_out in rounds(playbooks):
        ranked("no sound", "", rest)
        for playbook, text in left_out:
            begun = time.perf_counter()
            matches = ranked(text, "", rest)
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


def _show(found: dict[str, Any]) -> None:
    table = Table("what", "figure")
    for key, says in SHOWN.items():
        table.add_row(words(says), _shown(found[key]))
    Console().print(table)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)
