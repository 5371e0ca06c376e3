"""In a folder without a desk commands say so, and make none: "No tickets." of a new database would mislead."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from deskbot.cli.groups import app
from deskbot.errors import DeskbotError, NotFoundError
from tests.harness import DESK_YAML

LETS_BEGIN = (
    ("resellers", "import", "resellers.csv"),
    ("contacts", "set", "dana@b.example", "name=Dana"),
    ("tokens", "new", "status-page", "--scope", "tickets:read", "--days", "3"),
)
NEEDS_ONE = (
    ("tickets", "list"),
    ("accounts", "list"),
    ("tokens", "list"),
    ("quarantine", "list"),
    ("audit", "list"),
    ("resellers", "list"),
    ("backup", "desk.zip"),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with nothing but what is imported."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "resellers.csv").write_text("key,name\n")
    return tmp_path


def refused(*words: str) -> str:
    done = CliRunner().invoke(app, list(words))
    assert isinstance(done.exception, NotFoundError), (words, done.output, done.exception)
    return str(done.exception)


@pytest.mark.parametrize("words", [*NEEDS_ONE, *LETS_BEGIN])
def test_where_no_desk_lies_none_is_made(folder: Path, words: tuple[str, ...]) -> None:
    says = refused(*words)

    assert f"there is no desk here: no database lies in {folder}/var" in says
    assert "DESKBOT_DATA_DIR or DESKBOT_DATABASE_URL" in says
    assert [path.name for path in folder.iterdir()] == ["resellers.csv"]


@pytest.mark.parametrize("words", [*NEEDS_ONE, ("accounts", "disable", "ana"), ("tickets", "note", "1001", "x")])
def test_what_needs_something_in_the_database_makes_none_beside_a_desk_yaml(
    folder: Path, words: tuple[str, ...]
) -> None:
    (folder / "desk.yaml").write_bytes(DESK_YAML.read_bytes())

    assert "deskbot serve makes it" in refused(*words)
    assert not (folder / "var").exists()


def test_who_is_on_call_is_told_without_a_database_and_none_is_made(folder: Path) -> None:
    (folder / "desk.yaml").write_bytes(DESK_YAML.read_bytes())
    (folder / "var").mkdir()

    done = CliRunner().invoke(app, ["oncall", "who"])

    assert not isinstance(done.exception, DeskbotError)
    assert list((folder / "var").iterdir()) == []
