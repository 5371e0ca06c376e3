"""Words from outside on the terminal: no markup, no control characters, nothing that turns the writing round."""

from __future__ import annotations

import typer
from rich.text import Text

from deskbot.errors import DeskbotError


def plain(text: str) -> str:
    """Return text with every character that a terminal would act on replaced; line breaks stay."""
    return "".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)


def words(text: str) -> Text:
    """Return text for Rich, which then reads no markup in it."""
    return Text(plain(text))


def text_or_input(text: str, most: int = -1) -> str:
    """Return the text, or so many characters of standard input where it is a dash.

    Raises:
        DeskbotError: what comes in is not UTF-8.
    """
    if text != "-":
        return text
    try:
        return typer.get_text_stream("stdin", encoding="utf-8").read(most)
    except UnicodeDecodeError as error:
        raise DeskbotError(f"standard input: byte {error.start} is not UTF-8; save the text as UTF-8") from None
