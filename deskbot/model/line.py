"""A text as it stands in one line of something larger: a subject, a card, a page in a chat. Pure."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return a text on one line, of printable characters alone."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def fitted(text: str, most: int) -> str:
    """Return a text of at most so many characters; where some of it is left out, it ends with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
