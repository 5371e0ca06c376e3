"""What travels in the wheel and in the sdist: the code, and every file that it reads."""

from __future__ import annotations

import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.wheels import ROOT, build


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files in a wheel that was built just now."""
    return contents(build("wheel", tmp_path_factory.mktemp("wheel")))


def test_every_file_of_the_package_travels_in_the_wheel(files: dict[str, bytes]) -> None:
    paths = [path for path in (ROOT / "deskbot").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    there = [str(path.relative_to(ROOT)) for path in paths]
    kinds = {Path(name).suffix for name in there}

    assert {".py", ".html", ".css", ".js", ".npz", ".csv"} <= kinds
    assert [name for name in there if name not in files] == []


def test_playbooks_examples_and_migrations_travel_in_the_wheel(files: dict[str, bytes]) -> None:
    playbooks = {f"deskbot/playbooks/{path.name}" for path in (ROOT / "playbooks").glob("*.md")}
    assert len(playbooks) >= 8
    assert playbooks <= files.keys()
    assert {"deskbot/examples/desk.yaml", "deskbot/examples/resellers.csv"} <= files.keys()
    assert "deskbot/store/migrations/versions/0001_first.py" in files
    assert {
        f"deskbot/triage/reading/data/{name}" for name in ("en.csv", "lexicon.txt", "weights.npz", "taught.npz")
    } <= files.keys()


def test_nothing_else_travels(files: dict[str, bytes]) -> None:
    assert not [name for name in files if name.startswith(("tests/", "docs/")) or "__pycache__" in name]


def test_the_sdist_builds_the_same_wheel_and_holds_what_its_tests_need(files: dict[str, bytes], tmp_path: Path) -> None:
    sdist = build("sdist", tmp_path)
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (source,) = (tmp_path / "unpacked").iterdir()
    wheel = tmp_path / "wheel"

    assert contents(build("wheel", wheel, source)) == files
    for name in ("Makefile", "requirements.txt", "tools/install", "tests/conftest.py", "docs/operating.md", "LICENSE"):
        assert (source / name).is_file(), name
    assert not list(source.rglob(".venv*"))


def test_install_md_says_what_each_extra_is_for() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    shown = (ROOT / "docs/install.md").read_text()

    assert extras
    assert [extra for extra in extras if f"| `{extra}` |" not in shown] == []
