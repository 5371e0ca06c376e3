"""Measure matching on labelled texts of our own: `python tests/bench/matching_evals.py [FILE]`, see matching_fit.py."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tree beside this file, installed or not

from deskbot.cli.loading import load_playbook_set
from deskbot.triage.known_issues import text_of
from deskbot.triage.matching import Asked, clear_winner, rank
from deskbot.triage.matching_doubts import doubt
from deskbot.triage.matching_measures import Verdict, measure
from tests.bench.matching_fit import texts_of

OWN = Path(__file__).parents[1] / "evals" / "matching.csv"


def figures(path: Path = OWN) -> str:
    """Return a line for each part of the table: `tune` was learnt from, `check` was not."""
    books = load_playbook_set(None)
    parts: dict[str, list[Verdict]] = {}
    for one in texts_of(path):
        matches = rank(Asked(text_of(one.reading), one.reading.subject, doubt=doubt(one.reading.told)), books)
        best = matches[0] if matches else None
        truth = None if one.label == "oos" else one.label
        verdict = Verdict(truth, best and best.playbook, best.score if best else 0.0, clear_winner(matches))
        parts.setdefault(one.part, []).append(verdict)
    lines: list[str] = []
    for part, verdicts in parts.items():
        found = measure(verdicts)
        lines.append(
            f"{part}: {len(verdicts)} texts, best one right {found.accuracy}, right or rightly none"
            f" {found.accuracy_with_none}, AUROC {found.auroc}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(figures(Path(sys.argv[1]) if len(sys.argv) > 1 else OWN) + "\n")
