"""Words from outside on the terminal: no markup, no control characters, nothing that turns the writing round."""

from __future__ import annotations

from rich.text import Text


def plain(text: str) -> str:
    """Return text with every character that a terminal would act on replaced; line breaks stay."""
    return "".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)


def words(text: str) -> Text:
    """Return text for Rich, which then reads no markup in it."""
    return Text(plain(text))
