"""How rows are asked for by very many values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, any_, bindparam
from sqlalchemy.dialects.postgresql import ARRAY


def among(column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """Return the condition that a column's value is one of some, however many they are.

    They go as one array: PostgreSQL takes 65,535 parameters in a statement, and IN is one for each.
    """
    return column == any_(bindparam(None, list(values), type_=ARRAY(column.type)))
