"""A step, a diagnostic and a playbook are each added by adding one file: no other file is touched, and it counts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

STEP = '''"""Does the writer name a colour?"""

from __future__ import annotations

from deskbot.model.case import Case
from deskbot.triage.assessment import Assessment
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.steps import Step


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    found = "violet" in case.message.reply
    return assessment.because("colour", "a colour is named", "violet") if found else assessment


STEP = Step("colour", 45, "Does the writer name a colour?", _run)
'''

DIAGNOSTIC = '''"""The colour of the lamp."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, Diagnostic


def _read(case: Case, _category: Category) -> Finding | None:
    return Finding("lamp", "violet", "violet", 0.9) if "violet" in case.message.reply else None


DIAGNOSTIC = Diagnostic(
    key="lamp",
    level="L1",
    place=17,
    meaning="colour of the lamp",
    question="Which colour has the lamp?",
    short="Colour of the lamp?",
    required=FAULTS,
    labels=("lamp",),
    read=_read,
)
'''

PLAYBOOK = """---
id: antler-lamp
title: Antler lamp blinks
symptoms:
  - the antler lamp blinks
examples:
  - "The antler lamp blinks and the phone stays silent."
---

## Resolution

Turn the antler back.
"""

FILES = {
    "deskbot/triage/steps/colour.py": STEP,
    "deskbot/triage/diagnostics/lamp.py": DIAGNOSTIC,
    "playbooks/antler-lamp.md": PLAYBOOK,
}
MAIL = "From: joe@valleytelecom.example\nSubject: Lamp\n\nThe antler lamp blinks and the phone does not ring. {}\n"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deskbot of its own, as it was."""
    copy = tmp_path_factory.mktemp("checkout")
    for folder in ("deskbot", "playbooks"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture
def added(checkout: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The same with one file more."""
    path = checkout / request.param
    path.write_text(FILES[request.param], encoding="utf-8")
    yield checkout
    path.unlink()


def triaged(checkout: Path, words: str = "") -> dict[str, Any]:
    """Return what `deskbot triage` says in that checkout."""
    command = [sys.executable, "-m", "deskbot", "triage", "-", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    ended = subprocess.run(
        command, cwd=checkout, env=environment, input=MAIL.format(words), capture_output=True, text=True, check=True
    )
    return json.loads(ended.stdout)


def one(path: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("added", [path], indirect=True)


def test_before_nobody_knows_of_any_of_them(checkout: Path) -> None:
    told = triaged(checkout, "It is violet.")

    assert "colour" not in [reason["rule"] for reason in told["reasons"]]
    assert "lamp" not in told["values"]
    assert told["playbook"] != "antler-lamp"


@one("deskbot/triage/steps/colour.py")
def test_a_step_gives_its_reason_at_its_place(added: Path) -> None:
    rules = [reason["rule"] for reason in triaged(added, "It is violet.")["reasons"]]

    assert "colour" in rules
    assert rules.index("colour") < rules.index("severity-misses")


@one("deskbot/triage/diagnostics/lamp.py")
def test_a_diagnostic_is_read_and_asked_for(added: Path) -> None:
    given, asked = triaged(added, "It is violet."), triaged(added)

    assert given["values"]["lamp"] == "violet"
    assert "Which colour has the lamp?" not in given["questions"]
    assert "lamp" in asked["missing"]
    assert "Which colour has the lamp?" in asked["questions"]


@one("playbooks/antler-lamp.md")
def test_a_playbook_is_what_the_mail_tells_of(added: Path) -> None:
    assert triaged(added)["playbook"] == "antler-lamp"
