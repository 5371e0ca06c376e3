"""The operator's hand: one file for each group of commands. No logic of its own."""

from __future__ import annotations

import io
import os
import sys

import typer
from rich.console import Console
from rich.text import Text

from deskbot import __version__
from deskbot.cli.terminal import words
from deskbot.errors import DeskbotError


def build() -> typer.Typer:
    """Return the command line with every group of commands."""
    # Imported here, so that `deskbot --help` and a wrong word stay quick.
    from deskbot.cli import groups  # noqa: PLC0415

    return groups.app


def main() -> None:
    """Run the command line; an error that a person can mend is told in one line, without a traceback."""
    # What is multiplied here is small: several threads take more of the processor to wake each other than it takes to
    # multiply. numpy reads this once, as it is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _show_what_can_be_shown()
    try:
        build()()
    except DeskbotError as error:
        Console(stderr=True).print(Text("deskbot: ", style="bold red") + words(str(error)), soft_wrap=True)
        sys.exit(error.exit_code)


def _show_what_can_be_shown() -> None:
    """Have a question mark stand for what the output's encoding lacks: a command does not fall over a letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


__all__ = ["__version__", "build", "main"]
