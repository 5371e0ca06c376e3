"""`deskbot oncall now` shows who would be paged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from deskbot.cli.oncall import oncall_app
from deskbot.errors import ConfigurationError

EXAMPLE = Path(__file__).parents[3] / "desk.example.yaml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(oncall_app, ["now", *arguments])


@pytest.fixture(autouse=True)
def _example_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESKBOT_DESK_FILE", str(EXAMPLE))
    monkeypatch.setenv("DESKBOT_DATA_DIR", str(tmp_path / "none yet"))


def test_the_table_names_people_and_the_end_of_their_shift_in_the_desks_zone():
    result = run("--at", "2026-03-08T12:00")
    assert result.exit_code == 0
    for words in (
        "On call at Sun 2026-03-08 12:00 (America/Chicago)",
        "Chloe Martin",
        "Mon 2026-03-09 09:00",
    ):
        assert words in result.output


def test_json_has_moments_in_utc():
    primary, secondary, leads, _ = json.loads(run("--at", "2026-03-08T12:00", "--json").output)
    assert primary == {
        "schedule": "primary",
        "zone": "America/Chicago",
        "people": [{"key": "chloe", "name": "Chloe Martin"}],
        "start": "2026-03-02T15:00:00+00:00",
        "end": "2026-03-09T14:00:00+00:00",
        "next": {
            "people": [{"key": "ana", "name": "Ana Ruiz"}],
            "start": "2026-03-09T14:00:00+00:00",
            "end": "2026-03-16T14:00:00+00:00",
        },
        "reasons": ["layer 1, weekly since Mon 2026-03-02 09:00"],
    }
    assert [person["key"] for person in secondary["people"]] == ["dev"]
    assert (leads["start"], leads["end"]) == (None, None)


def test_an_offset_in_the_moment_counts():
    (before, *_), (after, *_) = (
        json.loads(run("--at", f"2026-01-12T{wall}", "--json").output) for wall in ("14:59Z", "16:00+01:00")
    )
    assert [before["people"][0]["key"], after["people"][0]["key"]] == ["ana", "ben"]


def test_before_the_start_there_is_nobody_yet():
    assert "nobody yet" in run("--at", "2025-12-31").output


def test_why_names_the_layer_that_has_somebody_on_or_what_keeps_each_from_it():
    text = " ".join(run("--at", "2026-03-08T12:00", "--why").output.replace("│", " ").split())
    assert "weekly since" in text
    json_text = run("--at", "2026-03-10T12:00", "--json").output
    weekends = json.loads(json_text)[-1]
    assert weekends["people"] == []
    assert weekends["reasons"] == [
        "layer 1 is outside its hours (restriction)",
        "layer 2 has somebody on holidays only",
    ]


def test_without_a_moment_it_is_now():
    assert run().exit_code == 0


@pytest.mark.parametrize("text", ["tomorrow", "0001-01-01", "9999-12-31T23:59", "2026-13-01"])
def test_what_is_no_moment_is_refused(text):
    assert isinstance(run("--at", text).exception, ConfigurationError)
