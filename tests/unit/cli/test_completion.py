"""What a shell is told when somebody presses Tab behind `deskbot`."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from deskbot.cli.groups import COMMANDS, app


def told(instruction: str, **typed: str) -> str:
    result = CliRunner().invoke(
        app, [], prog_name="deskbot", env={"_DESKBOT_COMPLETE": instruction, **typed}, catch_exceptions=False
    )
    return result.output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    assert f"_DESKBOT_COMPLETE=complete_{shell}" in told(f"source_{shell}")


@pytest.mark.parametrize(
    ("shell", "typed"),
    [
        ("bash", {"COMP_WORDS": "deskbot page sh", "COMP_CWORD": "2"}),
        ("zsh", {"_TYPER_COMPLETE_ARGS": "deskbot page sh"}),
        ("fish", {"_TYPER_COMPLETE_ARGS": "deskbot page sh", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
    ],
)
def test_a_command_of_a_group_is_completed(shell: str, typed: dict[str, str]) -> None:
    assert "show" in told(f"complete_{shell}", **typed)
    assert "maintenance" not in told(f"complete_{shell}", **typed)


def test_every_command_is_offered_where_nothing_is_typed_yet() -> None:
    offered = told("complete_bash", COMP_WORDS="deskbot ", COMP_CWORD="1").split()

    assert sorted(offered) == sorted(COMMANDS)
