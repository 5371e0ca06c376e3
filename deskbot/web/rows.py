"""Paths that name a row by its number."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor


class RowNumber(Convertor[int]):
    """As many digits as each number of a row may have: a longer one is the address of nothing, not an error of ours."""

    regex = "[0-9]{1,18}"

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
