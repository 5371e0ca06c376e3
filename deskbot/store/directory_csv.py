"""Read a CSV file of the directory: its bytes → rows, and every fault by its line and column. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from deskbot.errors import did_you_mean
from deskbot.store.directory_fields import Column, Kind

MAX_BYTES = 20 * 1024 * 1024
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file, where, and how to mend it."""

    line: int
    """Counted from 1, as an editor does; 0 is the whole file."""
    column: str
    says: str

    def __str__(self) -> str:
        return f"{self.column}: {self.says}" if self.column else self.says


@dataclass(frozen=True, slots=True)
class Row:
    """One record as a file gives it: only what the file says, so that the rest can be left as it is."""

    line: int
    key: str
    values: Mapping[str, Any]


@dataclass(slots=True)
class Sheet:
    """What was read from a file."""

    kind: Kind
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def wrong(self, line: int, column: str, says: str) -> None:
        """Note a fault."""
        self.problems.append(Problem(line, column, says))


def read(kind: Kind, data: bytes) -> Sheet:
    """Read a file. A sheet with problems must not be used any further."""
    sheet = Sheet(kind)
    text = decode(data, sheet)
    if not sheet.problems:
        _read_text(text, sheet)
    return sheet


def decode(data: bytes, sheet: Sheet) -> str:
    """Return a file's text: UTF-8, or else Windows' western code page with a warning."""
    if len(data) > MAX_BYTES:
        sheet.wrong(0, "", f"the file has more than {MAX_BYTES // 1024 // 1024} MB; split it")
        return ""
    if data.startswith(_UTF_16) or b"\0" in data:
        sheet.wrong(0, "", "this is no CSV text (UTF-16, or a spreadsheet); save it as “CSV UTF-8”")
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        sheet.wrong(0, "", "the file is neither UTF-8 nor Windows-1252; save it as “CSV UTF-8”")
        return ""
    sheet.warnings.append("the file is not UTF-8 and was read as Windows-1252; check names with accents")
    return text


def _read_text(text: str, sheet: Sheet) -> None:
    """Read the header, then the rows below it."""
    lines = _lines(text, sheet)
    start, names = next(lines, (0, []))
    columns = _columns(start, [name.strip().casefold() for name in names], sheet)
    if sheet.problems:
        return
    seen: dict[tuple[str, str], int] = {}
    for line, cells in lines:
        values = _values(line, cells, columns, sheet)
        if values is None:
            continue
        _check_twice(line, values, sheet, seen)
        sheet.rows.append(Row(line, values[sheet.kind.key], values))
    if not sheet.rows and not sheet.problems:
        sheet.warnings.append("the file has a header and no rows")


def _lines(text: str, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Return each line that is not empty, with the number of its first line in the file."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        sheet.wrong(before + 1, "", f"cannot be read as CSV ({error}); look for a quotation mark that is not closed")


def _columns(line: int, names: Sequence[str], sheet: Sheet) -> list[Column | None]:
    """Return the column at each place, None for one without a name; note the faults of the header."""
    known = {column.name: column for column in sheet.kind.columns if column.in_file}
    if not line:
        sheet.wrong(1, "", f"the file is empty; its first line must be: {','.join(known)}")
        return []
    for place, name in enumerate(names):
        if name and name not in known:
            sheet.wrong(line, name, f"unknown column{did_you_mean(name, known) or _choices(known)}")
        elif name and name in names[:place]:
            sheet.wrong(line, name, "this column is there twice; remove one")
    for column in known.values():
        if column.name not in names and not column.optional:
            sheet.wrong(line, column.name, "this column is missing; add it (its cells may be empty)")
    return [known.get(name) for name in names]


def _choices(known: Mapping[str, Column]) -> str:
    return f"; the columns are {', '.join(known)}"


def _values(line: int, cells: Sequence[str], columns: Sequence[Column | None], sheet: Sheet) -> dict[str, Any] | None:
    """Return a line's values by column, or None after noting what is wrong."""
    # One cell too many is mostly a comma without quotes, which would shift every later cell.
    if len(cells) != len(columns):
        says = f"has {len(cells)} cells and the header {len(columns)}; put text with the delimiter in quotes"
        sheet.wrong(line, "", says)
        return None
    values: dict[str, Any] = {}
    before = len(sheet.problems)
    for column, cell in zip(columns, cells, strict=True):
        try:
            if column:
                values[column.name] = column.parse(cell)
            elif cell.strip():
                sheet.wrong(line, "", f"a cell without a column's name above it: {cell.strip()[:40]!r}")
        except ValueError as error:
            sheet.wrong(line, column.name if column else "", str(error))
    return values if len(sheet.problems) == before else None


def _check_twice(line: int, values: Mapping[str, Any], sheet: Sheet, seen: dict[tuple[str, str], int]) -> None:
    """Note values that must be unique and stand in an earlier row already."""
    for column in sheet.kind.columns:
        value = values.get(column.name) if column.unique else None
        for one in value if isinstance(value, tuple) else (value,):
            first = seen.setdefault((column.name, one), line) if one else line
            if first != line:
                sheet.wrong(line, column.name, f"{one} stands in line {first} already; keep one of the two")
