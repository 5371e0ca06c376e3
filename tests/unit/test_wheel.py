"""What travels in the wheel: the code, and every file that it reads."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel that was built just now."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_playbooks_examples_and_migrations_travel_in_the_wheel(names: set[str]) -> None:
    playbooks = {f"deskbot/playbooks/{path.name}" for path in (ROOT / "playbooks").glob("*.md")}
    assert len(playbooks) >= 8
    assert playbooks <= names
    assert {"deskbot/examples/desk.yaml", "deskbot/examples/resellers.csv"} <= names
    assert "deskbot/store/migrations/versions/0001_first.py" in names
    assert {
        f"deskbot/triage/reading/data/{name}" for name in ("en.csv", "lexicon.txt", "weights.npz", "taught.npz")
    } <= names


def test_nothing_else_travels(names: set[str]) -> None:
    assert not [name for name in names if name.startswith(("tests/", "docs/")) or "__pycache__" in name]
