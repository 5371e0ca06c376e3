"""Labelled texts for measuring: CSV files with the columns `text` and `label`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deskbot.errors import ConfigurationError

TEXT, LABEL = "text", "label"
NONE = "oos"
"""The label of texts that are about none of the classes ("out of scope")."""
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row."""

    line: int
    text: str
    label: str


def read_labelled(path: Path) -> list[Labelled]:
    """Return the rows of a file: UTF-8 with or without its mark, the columns in any order, further ones ignored.

    Raises:
        ConfigurationError: the file cannot be read, or rows are wrong; names the lines.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _rows(path, file)
    except FileNotFoundError:
        raise ConfigurationError(f"{path}: there is no such file") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror})") from None
    except csv.Error as error:
        raise ConfigurationError(f"{path}: is no CSV file ({error})") from None


def _rows(path: Path, file: Iterator[str]) -> list[Labelled]:
    reader = csv.reader(file, strict=True)
    columns = [name.strip().lower() for name in next(reader, [])]
    lacking = [name for name in (TEXT, LABEL) if columns.count(name) != 1]
    if lacking:
        raise ConfigurationError(
            f'{path}:1: there must be one column "{lacking[0]}"; the first line names the columns: {TEXT},{LABEL}'
        )
    text_at, label_at = columns.index(TEXT), columns.index(LABEL)
    found: list[Labelled] = []
    wrong: list[str] = []
    begin = reader.line_num + 1
    try:
        for row in reader:
            line, begin = begin, reader.line_num + 1
            if not row:
                continue
            problem = _problem(row, columns, text_at, label_at)
            if problem:
                wrong.append(f"{path}:{line}: {problem}")
            else:
                found.append(Labelled(line, row[text_at].strip(), row[label_at].strip()))
    except csv.Error as error:
        wrong.append(f"{path}:{reader.line_num}: is no CSV ({error})")
    if wrong:
        more = f"\n… and {len(wrong) - MOST_SHOWN} more" if len(wrong) > MOST_SHOWN else ""
        raise ConfigurationError("\n".join(wrong[:MOST_SHOWN]) + more)
    if not found:
        raise ConfigurationError(f"{path}: there is no row below the first line")
    return found


def _problem(row: list[str], columns: list[str], text_at: int, label_at: int) -> str | None:
    """Return what is wrong with a row."""
    if len(row) != len(columns):
        return f"there are {len(row)} fields, not {len(columns)}; put a text that holds a comma in quotes"
    if not row[text_at].strip():
        return "the text is empty"
    if not row[label_at].strip():
        return f'the label is empty; write "{NONE}" for a text that fits none'
    return None
