"""The commands that the docs show run with the desk.yaml that is shipped, in the order in which they stand there."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from typer.testing import CliRunner

from deskbot.cli import build
from tests.documents import ROOT, blocks

SHOWN = ROOT / "docs" / "on-call.md"
DAY = re.compile(r"20\d\d-\d\d-\d\d")
ROUND = timedelta(weeks=6)
"""After so long the same people are on call again: three take turns in one schedule, two in the other, a week each."""


def commands(heading: str) -> list[str]:
    """Return the commands of a section, their dates moved to the next time at which the same people are on call."""
    begins = SHOWN.read_text(encoding="utf-8").splitlines().index(f"## {heading}") + 1
    code = next(block.text for block in blocks(SHOWN) if block.line > begins)
    days = [date.fromisoformat(day) for day in DAY.findall(code)]
    today = datetime.now(UTC).date()
    later = next(ROUND * times for times in count() if min(days) + ROUND * times > today + timedelta(days=1))
    return DAY.sub(lambda day: str(date.fromisoformat(day[0]) + later), code).splitlines()


def test_overrides_are_made_listed_and_taken_back_as_its_page_shows(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKBOT_DESK_FILE", str(ROOT / "desk.example.yaml"))
    monkeypatch.setenv("DESKBOT_DATABASE_URL", database_url)
    shown = commands("Who is on call")
    assert [line.split()[2] for line in shown] == ["override"] * 3 + ["swap"] + ["override"] * 2

    for line in shown:
        ran = CliRunner().invoke(build(), shlex.split(line, comments=True)[1:])
        assert ran.exit_code == 0, (line, ran.output, ran.exception)


def test_the_api_is_shown_with_commands_that_a_plain_machine_has() -> None:
    assert "uuidgen" not in (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
