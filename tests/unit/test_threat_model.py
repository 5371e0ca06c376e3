"""The threat model names for each attack a test that there is."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
MODEL = (TESTS.parent / "docs/threat-model.md").read_text()
_NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def test_each_test_that_it_names_exists() -> None:
    named = _NAMED.findall(MODEL)
    assert len(named) > 40
    gone = [f"{file}::{test}" for file, test in named if not _is_there(TESTS / file, test)]
    assert gone == []


def test_each_attack_names_one() -> None:
    lines = [line for line in MODEL.partition("## By mail")[2].splitlines() if line.startswith("| ")]
    unproved = [line for line in lines if not line.startswith("| attack") and not _NAMED.search(line)]
    assert unproved == []


def _is_there(file: Path, test: str) -> bool:
    return file.is_file() and re.search(rf"def {test}\(", file.read_text()) is not None
