"""Rows that are named by their numbers: in paths, in forms and in addresses."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor

MOST_DIGITS = 18
"""As many as each number of a row may have: a longer one names nothing, and is no error of ours."""


class RowNumber(Convertor[int]):
    """The number of a row, in a path."""

    regex = f"[0-9]{{1,{MOST_DIGITS}}}"

    def convert(self, value: str) -> int:
        """Return the number that a path says."""
        return int(value)

    def to_string(self, value: int) -> str:
        """Return it as a path says it."""
        return str(value)


register_url_convertor("row", RowNumber())


def row(name: str) -> str:
    """Return the part of a path that holds the number of a row, under a name."""
    return f"{{{name}:row}}"


def row_number(text: str | None) -> int | None:
    """Return the number of a row that a field or an address names; None where it names none."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
