"""A secret in a column or on a line of its own under its name.

Columns are told apart by bars, tabs, commas, semicolons or two blanks; by one blank only where every word of the head
is the name of such a column.
"""

from __future__ import annotations

import re
from itertools import pairwise

from deskbot.access.masking.looks import HARMLESS, betrays_itself, is_plain, looks_secret
from deskbot.access.masking.names import ACCOUNT_NAME, NAME, NAMED, lowered

_SPLITS = tuple(re.compile(pattern) for pattern in (r"\s?\|\s?", r"\t+", r"\s?;\s?", r",[ ]?", r"[ ]{2,}", r"[ ]"))
_SURE = 2
"""Of these splits the first ones stand in tables only."""
_RULE = re.compile(r"[\s|:+=-]{3,200}")
_ITEM = re.compile(r"[^\s<>]{4,60}")
LONGEST_HEAD = 200
LONGEST_CELL = 24
MOST_ROWS = 500


def without_tables(text: str, mark: str) -> str:
    """Return a text with a mark in the place of every secret that stands under or beside its name in a table."""
    low = lowered(text)
    if not NAME.search(low):
        return text
    lines, low_lines = text.split("\n"), low.split("\n")
    rows_left = 0
    head: tuple[int, list[int], int] = (0, [], 0)
    for number, line in enumerate(lines):
        if rows_left and not _RULE.fullmatch(line):
            rows_left -= 1
            row = _row(line, head, mark)
            if row is None:
                rows_left = 0
            else:
                lines[number] = row
                continue
        if len(line) > LONGEST_HEAD or not NAME.search(low_lines[number]):
            continue
        found = _head(line)
        if found:
            head, rows_left = found, MOST_ROWS
        elif beside := _beside(line, mark):
            lines[number] = beside
        elif number >= 2 and number + 1 < len(lines) and _is_item(lines, number):  # noqa: PLR2004
            lines[number + 1] = lines[number + 1].replace(lines[number + 1].strip(), mark)
    return "\n".join(lines)


def _cells(line: str, split: int) -> list[str]:
    return [cell.strip(' \t\r*_`"') for cell in _SPLITS[split].split(line)]


def _head(line: str) -> tuple[int, list[int], int] | None:
    """Return how a line is split, which of its columns hold secrets, and how many there are."""
    for split in range(len(_SPLITS)):
        cells = _cells(line, split)
        filled = [cell for cell in cells if cell]
        if len(filled) < 2 or any(len(cell) > LONGEST_CELL for cell in filled):  # noqa: PLR2004
            continue
        secret = [place for place, cell in enumerate(cells) if NAMED.fullmatch(cell)]
        other = sum(bool(ACCOUNT_NAME.fullmatch(cell)) for cell in filled)
        if secret and other and (split < _SURE or len(secret) + other == len(filled)):
            return split, secret, len(cells)
    return None


def _row(line: str, head: tuple[int, list[int], int], mark: str) -> str | None:
    """Return a row with its secrets masked; nothing if it is none of this table."""
    split, places, count = head
    cells = _SPLITS[split].split(line.rstrip("\r"))
    if len(cells) != count or not line.strip():
        return None
    seps = _SPLITS[split].findall(line)
    for place in places:
        value = cells[place].strip(' \t\r*_`"')
        told = (
            looks_secret(value)
            or (split < _SURE + 1 and len(value.split()) == 1)
            or (split == _SURE + 2 and is_plain(value))
        )
        if value and value != mark and told and not HARMLESS.fullmatch(value):
            cells[place] = cells[place].replace(value, mark, 1)
    return "".join(cell + sep for cell, sep in zip(cells, [*seps, ""], strict=True)) + (
        "\r" if line.endswith("\r") else ""
    )


def _beside(line: str, mark: str) -> str | None:
    """Return a row of two cells, a name and a secret, with the secret masked."""
    for split in (0, 1, 4):
        cells = [cell for cell in _cells(line, split) if cell]
        for name, value in pairwise(cells):
            if not NAMED.fullmatch(name) or HARMLESS.fullmatch(value) or NAMED.fullmatch(value) or value == mark:
                continue
            if betrays_itself(value) or (split < _SURE and len(cells) == 2 and len(value.split()) == 1):  # noqa: PLR2004
                start = line.rindex(value)
                return line[:start] + mark + line[start + len(value) :]
    return None


def _is_item(lines: list[str], number: int) -> bool:
    """Return whether a line is a secret's name alone, the next the secret, in a list of names and values."""
    value = lines[number + 1].strip()
    return (
        bool(NAMED.fullmatch(lines[number].strip(" \t\r*_`:")))
        and bool(ACCOUNT_NAME.fullmatch(lines[number - 2].strip(" \t\r*_`:")))
        and bool(_ITEM.fullmatch(value))
        and not HARMLESS.fullmatch(value)
    )
