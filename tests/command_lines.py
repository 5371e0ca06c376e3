"""Whether a command line of deskbot's, found in some file, is one: its command exists, and has these options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from typer.core import TyperGroup
from typer.main import get_command

from deskbot.cli.groups import app


def must_exist(words: Sequence[str]) -> None:
    """Read a command line without running it; fails where deskbot would refuse it."""
    assert words[0].rpartition("/")[2] == "deskbot", words
    command: Any = get_command(app)
    rest = list(words[1:])
    while isinstance(command, TyperGroup):
        assert rest, f"{words}: a command is missing"
        _, command, rest = command.resolve_command(command.context_class(command), rest)
    command.make_context(words[0], rest)
