"""The README and the tutorial are typed into a shell, block by block, and every line of them works."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import passable_folder
from tests.documents import ROOT, Block, blocks
from tests.ports import free_port

README, TUTORIAL = ROOT / "README.md", ROOT / "docs" / "tutorial.md"
PATIENCE = 500
"""Seconds until a line that does not end counts as one that does not work."""
WHY_NOT = {
    (README, "make demo"): "demo and tests are what the whole check runs anyhow",
    (TUTORIAL, "make demo"): "installs deskbot, which is there",
}
"""Why a block is marked `no-run`, by what it begins with."""
STARTED = """\
DESKBOT_SIMULATE=1 DESKBOT_DESK_FILE=desk.example.yaml deskbot serve > serve.log 2>&1 &
until grep "deskbot is ready" serve.log; do sleep 1; done
SIM=$(grep -o "http://[^ ]*/simulator" serve.log)
curl -sS "$SIM/phones/+15125550110/behaviour" -H "Content-Type: application/json" \\
  -d '{"behaviour": "answers", "digits": "4"}'
"""
"""What `make run` does, and Ana, who answers whenever her phone rings."""
STOPPED = "kill %1\nwait\n"


def begins(block: Block) -> str:
    """By what a block that is not run is known: the words before its first options, or what it is about."""
    return block.text.split("  ")[0].split("\n")[0].strip()


def shell(page: Path) -> list[Block]:
    """The blocks of a page that are meant for a shell, those of files aside."""
    return [block for block in blocks(page) if block.language == "sh" and not block.title]


@pytest.mark.parametrize("page", [README, TUTORIAL], ids=lambda page: page.name)
def test_what_is_not_run_has_its_reason(page: Path) -> None:
    marked = {(page, begins(block)) for block in shell(page) if not block.runs}

    assert marked == {one for one in WHY_NOT if one[0] == page}
    assert any(block.runs for block in shell(page))


def test_the_two_commands_are_what_ci_runs_in_a_clean_clone() -> None:
    (block,) = [one for one in shell(README) if not one.runs]
    checked = (ROOT / ".ci/run").read_text(encoding="utf-8")
    made = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert [line.partition("#")[0].strip() for line in block.text.splitlines()] == ["make demo", "make test"]
    assert {f'{one} || failed+=("{one}")' for one in ("make check", "make demo")} <= set(checked.splitlines())
    assert "$(MAKE) --no-print-directory test" in made.partition("\ncheck:")[2].partition("\n\n")[0]


def test_what_is_exported_by_hand_is_what_make_run_serves_with() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nrun:")[2].partition("\n\n")[0]
    exported = " ".join(one.text for one in shell(README) if one.runs)

    for variable, value in (("DESKBOT_SIMULATE", "1"), ("DESKBOT_DESK_FILE", "desk.example.yaml")):
        assert re.search(rf"\b{variable}=\S*\b{value}\b", recipe)
        assert f"{variable}={value}" in exported


@pytest.fixture
def folder() -> Iterator[Path]:
    with passable_folder() as folder:
        yield folder


def typed(page: Path, ports: dict[str, int]) -> str:
    """The blocks of a page as one script, files written where they stand; ports are others than a real desk's."""
    lines: list[str] = []
    for block in blocks(page):
        if block.title:
            lines.append(f"cat > {block.title} <<'END OF FILE'\n{block.text}END OF FILE")
        elif block.language == "sh" and block.runs:
            lines.append(f"echo '--- {block.where}'\n{block.text}")
    script = "\n".join(lines)
    for shown, port in ports.items():
        script = script.replace(f"127.0.0.1:{shown}", f"127.0.0.1:{port}")
    return script


def told(script: str, folder: Path, ports: dict[str, int]) -> str:
    """Type it, in an empty folder; return what the terminal shows."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "120",
        "HOME": str(folder),
        "DESKBOT_SMTP_PORT": str(ports["2525"]),
        "DESKBOT_WEB_PORT": str(ports["8025"]),
    }
    process = subprocess.Popen(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        shown, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGTERM)
        shown, _ = process.communicate(timeout=PATIENCE)
        pytest.fail(f"it does not end:\n{shown}")
    assert process.returncode == 0, shown
    log = (folder / "serve.log").read_text()
    assert " ERROR " not in log, log
    return shown


def test_the_tutorial_leads_from_an_empty_folder_to_a_desk_that_pages(folder: Path) -> None:
    ports = {"2525": free_port(), "8025": free_port()}

    shown = told(typed(TUTORIAL, ports), folder, ports)

    assert "acknowledged by Ana Ruiz" in shown
    assert "nobody is paged: S3 never pages" in shown
    assert "one-way-audio" in shown
    assert "Sign in" in (folder / "sign-in.html").read_text()


def test_the_readme_leads_from_a_first_mail_through_all_that_the_desk_can_type(folder: Path) -> None:
    ports = {"2525": free_port(), "8025": free_port()}
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "desk.example.yaml").symlink_to(ROOT / "desk.example.yaml")

    shown = told(STARTED + typed(README, ports) + STOPPED, folder, ports)

    assert "ana (admin) may sign in" in shown
    assert "Answered: it works." in shown
    assert (folder / "my-playbooks" / "crackling.md").is_file()
