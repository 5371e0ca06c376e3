"""Measure triage on labelled mails: `make eval`, or `python tests/bench/evals.py [DIR …] [--figures]`.

A folder holds NAME.eml beside NAME.json (see the vocabulary of labels in docs/diagnostics.md). Without one, four are
measured: tests/evals/dev, on which rules are tuned and from which weights are learned; tests/evals/outages and
tests/evals/fresh, on which rules are tuned and from which nothing is learned; and tests/evals/unseen, at whose misses
nobody looks who writes a rule or a case, so that its figures say something of mails to come.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tree beside this file, installed or not

from deskbot.cli.loading import load_playbook_set
from deskbot.cli.triage import judge, labels
from deskbot.triage.playbooks import PlaybookSet

NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)


@dataclass
class Tally:
    """What was counted over a set of mails."""

    mails: int = 0
    right: Counter[str] = field(default_factory=Counter)
    s1: int = 0
    s1_found: int = 0
    others: int = 0
    s1_false: int = 0
    true_positive: int = 0
    false_positive: int = 0
    false_negative: int = 0
    values: int = 0
    values_right: int = 0
    by_key: dict[str, Counter[str]] = field(default_factory=dict)
    confused: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, want: dict[str, Any], got: dict[str, Any]) -> None:
        """Count one mail."""
        self.mails += 1
        for key in ("category", "severity", "urgent", "playbook", "automatic"):
            self.right[key] += want[key] == got[key]
            if want[key] != got[key]:
                self.misses.append(f"{name}: {key} is {got[key]}, should be {want[key]}")
                self.confused[f"{key} {want[key]} taken for {got[key]}"] += 1
        self._severity(want["severity"], got["severity"])
        self._keys(name, set(want["present"]), set(got["present"]), got)
        self._values(name, want["values"], got["values"])

    def _severity(self, want: str, got: str) -> None:
        if want == "S1":
            self.s1 += 1
            self.s1_found += got == "S1"
        else:
            self.others += 1
            self.s1_false += got == "S1"

    def _keys(self, name: str, want: set[str], got: set[str], answer: dict[str, Any]) -> None:
        self.true_positive += len(want & got)
        self.false_positive += len(got - want)
        self.false_negative += len(want - got)
        for key in want | got:
            kind = "hit" if key in want and key in got else "missed" if key in want else "false"
            self.by_key.setdefault(key, Counter())[kind] += 1
        for key in sorted(got - want):
            self.misses.append(f"{name}: {key} is not there, but read from {answer['values'][key][:100]!r}")
        for key in sorted(want - got):
            self.misses.append(f"{name}: {key} is there, but not read")

    def _values(self, name: str, want: dict[str, str], got: dict[str, str]) -> None:
        for key, value in want.items():
            self.values += 1
            self.values_right += got.get(key) == value
            if key in got and got[key] != value:
                self.misses.append(f"{name}: {key} is {got[key]!r}, should be {value!r}")

    def table(self) -> list[tuple[str, str]]:
        """Return the figures."""
        precision = _ratio(self.true_positive, self.true_positive + self.false_positive)
        recall = _ratio(self.true_positive, self.true_positive + self.false_negative)
        return [
            ("mails", str(self.mails)),
            *(
                (f"{key} right", _ratio(self.right[key], self.mails))
                for key in ("category", "severity", "urgent", "playbook", "automatic")
            ),
            ("S1 found", _ratio(self.s1_found, self.s1)),
            ("others called S1", _ratio(self.s1_false, self.others)),
            ("diagnostics precision", precision),
            ("diagnostics recall", recall),
            ("values exact", _ratio(self.values_right, self.values)),
        ]


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "-"


EVALS = Path(__file__).parents[1] / "evals"
FOLDERS = ("dev", "outages", "fresh", "unseen")


def measure(folder: Path, books: PlaybookSet) -> Tally:
    """Return the figures over a folder's mails."""
    tally = Tally()
    for path in sorted(folder.glob("*.eml")):
        want = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        message, decision = judge(path.read_bytes(), books, now=NOW)
        tally.add(path.stem, want, labels(message, decision))
    return tally


def main() -> int:
    """Print, for each folder, the table, what was confused, the keys, and each miss."""
    parser = argparse.ArgumentParser(description="Measure triage on labelled mails.")
    parser.add_argument("folders", type=Path, nargs="*", default=[EVALS / name for name in FOLDERS])
    parser.add_argument("--figures", action="store_true", help="print no misses")
    given = parser.parse_args()
    books = load_playbook_set(None)
    for folder in given.folders:
        tally = measure(folder, books)
        lines = [f"{folder.name}", "", *(f"{name:24}{value}" for name, value in tally.table())]
        lines += ["", *(f"{count} x {what}" for what, count in sorted(tally.confused.items()) if "urgent" not in what)]
        if not given.figures:
            lines += ["", *(f"{key:18}{dict(sorted(count.items()))}" for key, count in sorted(tally.by_key.items()))]
            lines += ["", *tally.misses]
        sys.stdout.write("\n".join(lines) + "\n\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
