"""Whether a command line of deskbot's, found in some file, is one: its command exists, and has these options."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from deskbot.cli.groups import app

DESKBOT: Any = get_command(app)


def must_exist(words: Sequence[str]) -> None:
    """Read a command line without running it; fails where deskbot would refuse it."""
    assert words[0].rpartition("/")[2] == "deskbot", words
    command, rest = named(words[1:])
    alone = not isinstance(command, TyperGroup) or command.invoke_without_command or rest
    assert alone, f"{words}: a command is missing"
    with suppress(typer.Exit):  # of `--help` and `--version`, which are no mistakes
        command.make_context(words[0], list(rest))


def named(words: Sequence[str]) -> tuple[Any, Sequence[str]]:
    """Return the command, or the group of commands, that is named, and what is given to it; fails where none is."""
    command, rest = DESKBOT, list(words)
    while isinstance(command, TyperGroup) and rest and not rest[0].startswith("-"):
        _, command, rest = command.resolve_command(command.context_class(command), rest)
    return command, rest
