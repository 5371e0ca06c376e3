"""The wheel, installed where no checkout is: all that deskbot needs has come with it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

import deskbot
from tests.wheels import build, install

EMPTY_HOME = "home"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment in which the wheel is installed."""
    return install(wheel, tmp_path_factory.mktemp("installed"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """An empty folder, which the database's user may pass through."""
    folder = tmp_path / "empty"
    folder.mkdir(mode=0o711)
    return folder


def run(commands: Path, folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment in a folder, with nothing else in the environment."""
    home = folder.parent / EMPTY_HOME
    home.mkdir(exist_ok=True)
    environment = {"PATH": f"{commands}:{os.environ['PATH']}", "HOME": str(home), "COLUMNS": "200"}
    return subprocess.run(
        words, cwd=folder, env=environment | variables, capture_output=True, text=True, check=False, timeout=580
    )


def test_it_is_the_wheel_that_runs(commands: Path, empty: Path) -> None:
    where = run(commands, empty, "python", "-c", "import deskbot; print(deskbot.__file__)")
    version = run(commands, empty, "deskbot", "--version")

    assert where.stdout.startswith(str(commands.parent)), where.stderr
    assert version.stdout == f"deskbot {deskbot.__version__}\n"


def test_the_demo_keeps_every_promise_from_an_empty_folder(commands: Path, empty: Path) -> None:
    done = run(commands, empty, "deskbot", "demo")

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "8 of 8 promises kept" in done.stdout
    assert list(empty.iterdir()) == []


def test_a_desk_that_was_begun_in_an_empty_folder_is_served(commands: Path, empty: Path) -> None:
    begun = run(commands, empty, "deskbot", "init", "--defaults")
    assert begun.returncode == 0, begun.stdout + begun.stderr

    environment = {"PATH": os.environ["PATH"], "DESKBOT_SMTP_PORT": "0", "DESKBOT_WEB_PORT": "0"}
    serve = [str(commands / "deskbot"), "serve"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        serve, cwd=empty, env=environment, stdout=pipe, stderr=subprocess.STDOUT, text=True
    ) as served:
        assert served.stdout
        said: list[str] = []
        for line in served.stdout:
            said.append(line)
            if "deskbot is ready" in line:
                served.terminate()

    assert any("SIMULATED deskbot is ready" in line for line in said), "".join(said)
    assert not any("index" in line for line in said), "nobody waits for an index of a new database, and nobody asks"
    assert served.returncode == 0


def test_without_the_embedded_postgresql_it_is_said_what_to_install_or_to_set(
    wheel: Path, empty: Path, tmp_path: Path
) -> None:
    bare = install(wheel, tmp_path / "bare", without=("pixeltable",))

    begun = run(bare, empty, "deskbot", "init", "--defaults")
    checked = run(bare, empty, "deskbot", "check")
    asked = run(bare, empty, "deskbot", "resellers", "set", "acme", "name=Acme")

    assert (begun.returncode, checked.returncode, asked.returncode) == (2, 2, 1)
    for said in (begun.stdout, checked.stdout, asked.stderr):
        assert said.count('pip install "deskbot[embedded]"') == 1
        assert "DESKBOT_DATABASE_URL" in said
        assert "will be made" not in said


def test_bash_completes_commands_once_it_was_told_to(commands: Path, empty: Path) -> None:
    told = run(commands, empty, "bash", "-c", "deskbot --install-completion; true")
    home = empty.parent / EMPTY_HOME
    typed = (
        f". {home}/.bashrc; COMP_WORDS=(deskbot oncall overr); COMP_CWORD=2; _deskbot_completion deskbot; "
        'echo "${COMPREPLY[@]}"'
    )

    completed = run(commands, empty, "bash", "-c", typed)

    assert "bash completion installed" in told.stdout, told.stderr
    assert completed.stdout.split() == ["override"]
